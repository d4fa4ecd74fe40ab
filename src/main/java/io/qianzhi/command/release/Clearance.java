package io.qianzhi.command.release;

import io.qianzhi.incident.Call;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.problem.Problem;
import java.util.List;
import java.util.Objects;

/// Clears words for the public: asked again at every step, because what is known of the incident
/// and who has called change between them.
final class Clearance {
  private final Disclosure disclosure;
  private final CallService calls;

  Clearance(Disclosure disclosure, CallService calls) {
    this.disclosure = disclosure;
    this.calls = calls;
  }

  /// Also for what stays inside, such as a reason: it stands in events and notices.
  ///
  /// @throws Problem `number_in_release` or `invalid_text`
  void requirePublishable(Tx tx, Incident incident, List<String> texts) {
    Disclosure.requireReadable(texts);
    disclosure.requireNoNumbers(
        texts,
        calls.ofIncident(tx, incident.id(), true).stream()
            .map(Call::callbackNumber)
            .filter(Objects::nonNull)
            .toList());
  }

  /// Counts beyond what the incident itself knows have not been verified by anybody.
  ///
  /// @throws Problem `casualties_beyond_known`
  static void requireKnown(Incident incident, ReleaseContent content) {
    var counts = content.casualties();
    var known = incident.casualties();
    if (counts != null
        && (counts.dead() > known.dead()
            || counts.missing() > known.missing() + known.trapped()
            || counts.injured() > known.serious() + known.light())) {
      throw Problem.conflict(
          "casualties_beyond_known",
          "The counts are higher than those of the incident. Correct one of the two first.");
    }
  }

  /// Words that ask for a second look.
  List<Disclosure.Warning> warnings(ReleaseContent content) {
    return disclosure.warnings(content.texts());
  }
}
