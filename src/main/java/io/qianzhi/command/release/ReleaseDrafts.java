package io.qianzhi.command.release;

import io.qianzhi.dispatch.AssignmentService;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.Incident;
import io.qianzhi.plan.Response;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what is known of an incident and begins a release with it.
final class ReleaseDrafts {
  private final Drafting drafting;
  private final Disclosure disclosure;
  private final EventTypes types;
  private final AssignmentService assignments;
  private final ResponseService responses;

  ReleaseDrafts(ReleaseParts parts, Disclosure disclosure) {
    this.drafting = new Drafting(parts.rules(), parts.addresses().city(), parts.services());
    this.disclosure = disclosure;
    this.types = parts.types();
    this.assignments = parts.assignments();
    this.responses = parts.responses();
  }

  Release begin(Tx tx, Incident incident, @Nullable PersonRef drafter, Instant at) {
    var ids = List.of(incident.id());
    var active =
        responses.ofIncidents(tx, ids).stream()
            .filter(response -> response.state() == Response.State.ACTIVE)
            .findFirst()
            .orElse(null);
    var content =
        drafting.draft(
            incident,
            publicPlace(incident.place()),
            types.require(incident.typeCode()).name(),
            assignments.ofIncidents(tx, ids),
            active);
    return Release.drafted(
        incident.id(),
        incident.drill(),
        content,
        disclosure.warnings(content.texts()),
        drafter,
        at);
  }

  /// A place is what an operator typed; with a caller's number in it, it stays inside.
  private String publicPlace(String place) {
    try {
      Disclosure.requireReadable(List.of(place));
      disclosure.requireNoNumbers(List.of(place), List.of());
      return place;
    } catch (Problem unfit) {
      return "";
    }
  }
}
