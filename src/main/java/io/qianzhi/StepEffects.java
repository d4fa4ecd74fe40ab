package io.qianzhi;

import static java.util.Objects.requireNonNull;

import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.incident.CordonService;
import io.qianzhi.plan.Effect;
import io.qianzhi.plan.Effects;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.plan.Step;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What steps of plans make other features do.
final class StepEffects {
  private final ResponseService responses;
  private final DispatchService dispatch;
  private final CordonService cordons;

  StepEffects(ResponseService responses, DispatchService dispatch, CordonService cordons) {
    this.responses = responses;
    this.dispatch = dispatch;
    this.cordons = cordons;
  }

  void register() {
    var effects = responses.steps().effects();
    effects.on(Effect.Kind.DISPATCH_RUN_CARD, this::dispatchRunCard);
    effects.on(Effect.Kind.DRAW_CORDON, this::drawCordon);
  }

  private void dispatchRunCard(Tx tx, Effects.Firing firing) {
    var card = requireNonNull(firing.effect().runCard());
    var sent = dispatch.dispatchRunCard(tx, firing.incident().id(), card, firing.actor());
    if (!sent.missing().isEmpty()) {
      responses.tellDutyChiefs(
          tx,
          firing,
          new Text(
              "预案调派力量不足：" + read(sent.missing(), "、", Text::zh),
              "The plan found too few units: " + read(sent.missing(), ", ", Text::en)));
    }
  }

  private static String read(
      List<DispatchService.Missing> missing,
      String separator,
      java.util.function.Function<Text, String> language) {
    return missing.stream()
        .map(one -> language.apply(one.need()) + " × " + one.quantity())
        .collect(Collectors.joining(separator));
  }

  private void drawCordon(Tx tx, Effects.Firing firing) {
    var area = requireNonNull(firing.effect().area());
    cordons.draw(
        tx,
        firing.incident(),
        area.name(),
        area.radiusMeters(),
        area.spreadDegrees(),
        area.windFrom() == null ? null : wind(tx, firing, area.windFrom()),
        firing.actor());
  }

  /// What the step that measures the wind said last; null when it gave no number.
  private @Nullable Double wind(Tx tx, Effects.Firing firing, String code) {
    return responses.steps().ofIncidents(tx, List.of(firing.incident().id())).stream()
        .filter(step -> step.responseId().equals(firing.response().id()))
        .filter(step -> step.code().equals(code) && step.isDone())
        .max(Comparator.comparingInt(Step::round))
        .map(Step::evidenceNumber)
        .filter(Objects::nonNull)
        .orElse(null);
  }
}
