package io.qianzhi.plan;

import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What happens by itself when a step begins or is done: each effect once, in the transaction of
/// its cause. Features say how they carry out a kind.
public final class Effects {
  private final EffectStore store = new EffectStore();
  private final Map<Effect.Kind, Listener> listeners = new EnumMap<>(Effect.Kind.class);

  /// An effect that happens now.
  ///
  /// @param step the step that caused it, as it stands now
  /// @param actor whose doing caused it, null = the system's own
  public record Firing(
      Incident incident, Response response, Step step, Effect effect, @Nullable Actor actor) {}

  /// Carries out the effects of one kind and appends what happened to the timeline. What cannot be
  /// done is told to people; a step is never held up by its effects.
  @FunctionalInterface
  public interface Listener {
    void happen(Tx tx, Firing firing);
  }

  /// Names who carries out a kind; every kind has exactly one.
  public void on(Effect.Kind kind, Listener listener) {
    if (listeners.put(kind, listener) != null) {
      throw new IllegalStateException("effect " + kind + " has two listeners");
    }
  }

  Set<Effect.Kind> kinds() {
    return Set.copyOf(listeners.keySet());
  }

  /// Carries out what a checklist calls for and what has not happened yet.
  void fire(Tx tx, Incident incident, Checklist checklist, Instant at, @Nullable Actor actor) {
    var called = new ArrayList<Called>();
    checklist.active().forEach(step -> call(checklist, step, Effect.When.START, called));
    checklist.all().stream()
        .filter(Step::isDone)
        .forEach(step -> call(checklist, step, Effect.When.DONE, called));
    if (called.isEmpty()) {
      return;
    }
    var happened = store.happened(tx, called.stream().map(one -> one.step().id()).toList());
    for (var one : called) {
      var listener = listeners.get(one.effect().kind());
      var key = new EffectStore.Key(one.step().id(), one.number());
      if (listener != null
          && !happened.contains(key)
          && store.first(tx, key, one.effect().kind(), at)) {
        listener.happen(
            tx, new Firing(incident, checklist.response(), one.step(), one.effect(), actor));
      }
    }
  }

  private record Called(Step step, int number, Effect effect) {}

  private static void call(Checklist checklist, Step step, Effect.When when, List<Called> called) {
    var effects = checklist.planned(step).map(PlanStep::effects).orElse(List.of());
    for (int number = 0; number < effects.size(); number++) {
      if (effects.get(number).when() == when) {
        called.add(new Called(step, number, effects.get(number)));
      }
    }
  }
}
