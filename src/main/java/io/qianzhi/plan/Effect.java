package io.qianzhi.plan;

import io.qianzhi.platform.json.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What happens by itself when a step begins or is done. Which fields a kind takes, it says itself.
///
/// @param roles of `page_roles`: who is told
/// @param message of `page_roles`: what they read
/// @param runCard of `dispatch_run_card`: a card of run-cards.yaml
/// @param area of `draw_cordon`
/// @param step of `start_clock` and `ask_decision`: the step meant
/// @param report of `report_draft`: which report
/// @param release of `release_draft`: which release
public record Effect(
    Kind kind,
    When when,
    List<String> roles,
    @Nullable Text message,
    @Nullable String runCard,
    @Nullable CordonArea area,
    @Nullable String step,
    @Nullable Draft report,
    @Nullable String release) {

  /// What can happen.
  public enum Kind {
    PAGE_ROLES,
    REPORT_DRAFT,
    RELEASE_DRAFT,
    DISPATCH_RUN_CARD,
    DRAW_CORDON,
    START_CLOCK,
    ASK_DECISION;

    /// The fields that an effect of this kind needs, and the only ones it takes.
    public List<String> fields() {
      return switch (this) {
        case PAGE_ROLES -> List.of("roles", "message");
        case REPORT_DRAFT -> List.of("report");
        case RELEASE_DRAFT -> List.of("release");
        case DISPATCH_RUN_CARD -> List.of("runCard");
        case DRAW_CORDON -> List.of("area");
        case START_CLOCK, ASK_DECISION -> List.of("step");
      };
    }

    /// As files, tables and JSON write it.
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The reports that a plan can have drafted.
  public enum Draft {
    WRITTEN,
    FOLLOW_UP,
    FINAL
  }

  /// When it happens: as soon as the step may be done, or as soon as it is.
  public enum When {
    START,
    DONE
  }

  /// A closed-off area around the incident.
  ///
  /// @param spreadDegrees of a sector: how wide it opens, downwind
  /// @param windFrom of a sector: the step whose number says where the wind comes from, in degrees;
  ///   while nobody knows, the area is the whole circle
  public record CordonArea(
      Text name, int radiusMeters, @Nullable Integer spreadDegrees, @Nullable String windFrom) {}
}
