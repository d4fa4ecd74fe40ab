package io.qianzhi.dispatch;

import static io.qianzhi.dispatch.Assignment.State.ACKNOWLEDGED;
import static io.qianzhi.dispatch.Assignment.State.CANCELLED;
import static io.qianzhi.dispatch.Assignment.State.CLEARED;
import static io.qianzhi.dispatch.Assignment.State.DELIVERED;
import static io.qianzhi.dispatch.Assignment.State.DISPATCHED;
import static io.qianzhi.dispatch.Assignment.State.EN_ROUTE;
import static io.qianzhi.dispatch.Assignment.State.ON_SCENE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  @Test
  void statesGoForwardOnlyAndEndOnce() {
    Map<Assignment.State, Set<Assignment.State>> legal =
        Map.of(
            DISPATCHED,
            EnumSet.of(DELIVERED, ACKNOWLEDGED, EN_ROUTE, ON_SCENE, CLEARED, CANCELLED),
            DELIVERED,
            EnumSet.of(ACKNOWLEDGED, EN_ROUTE, ON_SCENE, CLEARED, CANCELLED),
            ACKNOWLEDGED,
            EnumSet.of(EN_ROUTE, ON_SCENE, CLEARED, CANCELLED),
            EN_ROUTE,
            EnumSet.of(ON_SCENE, CLEARED, CANCELLED),
            ON_SCENE,
            EnumSet.of(CLEARED, CANCELLED),
            CLEARED,
            EnumSet.noneOf(Assignment.State.class),
            CANCELLED,
            EnumSet.noneOf(Assignment.State.class));
    legal.forEach(
        (from, allowed) -> {
          for (var to : Assignment.State.values()) {
            assertThat(from.mayBecome(to)).as(from + " → " + to).isEqualTo(allowed.contains(to));
          }
        });
  }
}
