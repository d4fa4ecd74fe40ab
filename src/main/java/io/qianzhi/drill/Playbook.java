package io.qianzhi.drill;

import io.qianzhi.platform.http.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Everything simulated people are about to do in one exercise, each with its time.
final class Playbook {
  private final Pace pace;
  private final List<Play> plays = new ArrayList<>();

  Playbook(Pace pace) {
    this.pace = pace;
  }

  Pace pace() {
    return pace;
  }

  DrillRules.Players rules() {
    return pace.rules();
  }

  List<Play> plays() {
    return List.copyOf(plays);
  }

  void add(String key, Instant due, Play.Deed deed) {
    plays.add(new Play(key, due, deed));
  }

  /// An operation of the contract, so long after something.
  void add(
      String key,
      Instant since,
      Range range,
      Actor who,
      String operation,
      Map<String, ?> path,
      Map<String, ?> body) {
    add(key, pace.after(since, range, key), Play.of(who, operation, path, body));
  }
}
