package io.qianzhi.alert;

import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A notice about to be written. The wording belongs to the feature that asks for it.
///
/// @param subjectId the assignment, response, step or transfer meant; acknowledging that settles
///   this
/// @param areaCode where it belongs, for the timeline and for finding duties
/// @param drill whether it tells about an exercise; must be the person's own world
/// @param acknowledgeBy without it nobody is reminded
/// @param escalateTo who is told, one after another, when it is not acknowledged
public record NewNotice(
    UUID personId,
    Notice.Kind kind,
    @Nullable UUID incidentId,
    @Nullable UUID subjectId,
    Text title,
    Text body,
    Notice.Urgency urgency,
    String areaCode,
    boolean drill,
    @Nullable Instant acknowledgeBy,
    List<NextInChain> escalateTo) {

  /// A notice of normal urgency that need not be acknowledged.
  public static NewNotice to(
      UUID personId, Notice.Kind kind, Text title, Text body, String areaCode, boolean drill) {
    return new NewNotice(
        personId,
        kind,
        null,
        null,
        title,
        body,
        Notice.Urgency.NORMAL,
        areaCode,
        drill,
        null,
        List.of());
  }

  public NewNotice about(@Nullable UUID incident, @Nullable UUID subject) {
    return with(incident, subject, urgency, acknowledgeBy, escalateTo);
  }

  public NewNotice urgent() {
    return with(incidentId, subjectId, Notice.Urgency.HIGH, acknowledgeBy, escalateTo);
  }

  /// Reminds from then on, and at last tells the next of the chain.
  public NewNotice acknowledgeBy(Instant when, NextInChain... chain) {
    return with(incidentId, subjectId, urgency, when, List.of(chain));
  }

  private NewNotice with(
      @Nullable UUID incident,
      @Nullable UUID subject,
      Notice.Urgency howUrgent,
      @Nullable Instant when,
      List<NextInChain> chain) {
    return new NewNotice(
        personId, kind, incident, subject, title, body, howUrgent, areaCode, drill, when, chain);
  }
}
