package io.qianzhi.drill;

import io.qianzhi.incident.Casualties;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.problem.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the simulated city behaves and what its people say: `conf/drill.yaml`.
public record DrillRules(
    int version,
    Switches drill,
    Crews crews,
    Players players,
    Driving driving,
    Patrol patrol,
    Callers callers,
    List<Note> notes,
    List<Story> stories) {

  private static final String FILE = "drill.yaml";

  /// What of it is on.
  public record Switches(boolean enabled, boolean callers) {}

  /// How long crews take, in seconds.
  ///
  /// @param inattentiveShare how many miss the order, 0 to 1
  public record Crews(
      Range delivered,
      Range acknowledged,
      double inattentiveShare,
      Range acknowledgedLate,
      Range enRoute,
      Range note,
      Range work,
      Range reads,
      Range handsOver,
      int mannedAgainSeconds) {}

  /// How long people take whom an exercise has simulated, in seconds.
  ///
  /// @param lateShare how many do not mind a deadline, 0 to 1
  /// @param desk until the recommended units are sent
  /// @param decides until a plan is started, an opinion given, a group signed for
  /// @param signs until something is signed that makes others act
  /// @param reads until something short is answered
  /// @param does until a step or something at the scene is done
  /// @param comes until a leader is at the scene
  /// @param works until an order is carried out
  /// @param counts until everybody is counted
  /// @param tells until it is reported by telephone
  /// @param writes until a report is drafted
  /// @param publishes until a release is drafted
  /// @param checks until something written is checked
  /// @param follows when a follow-up report goes out, as a share of the time it has
  /// @param controlled when it is under control, as a share of how long the exercise is meant to
  ///   take
  /// @param over when the end is proposed, likewise
  public record Players(
      double lateShare,
      Range desk,
      Range decides,
      Range signs,
      Range reads,
      Range does,
      Range comes,
      Range works,
      Range counts,
      Range tells,
      Range writes,
      Range publishes,
      Range checks,
      Range follows,
      Range controlled,
      Range over) {}

  /// How crews drive and their receivers report.
  ///
  /// @param urgent against the road network's own times: with lights
  /// @param byService who is slower than a car
  public record Driving(
      double urgent,
      double ordinary,
      Map<String, Double> byService,
      double offRoadMetersPerSecond,
      double noiseMeters,
      int standingReportSeconds) {
    public Driving {
      if (urgent <= 0 || ordinary <= 0 || offRoadMetersPerSecond <= 0) {
        throw new IllegalArgumentException("urgent, ordinary and off-road speed must be above 0");
      }
    }

    double factor(String service, boolean underWayToScene) {
      return byService.getOrDefault(service, 1.0) * (underWayToScene ? urgent : ordinary);
    }
  }

  /// Who drives around without an order.
  public record Patrol(List<String> services, Range rest, double radiusMeters) {}

  /// How often people call, and how often about the same.
  public record Callers(
      int firstSeconds,
      Range every,
      int maxOpen,
      double repeatedShare,
      Range repeats,
      Range repeatSeconds,
      Range repeatMeters,
      double radiusMeters) {}

  /// What crews say from the scene.
  ///
  /// @param types type codes begin with one of these; null for all
  public record Note(@Nullable String service, @Nullable List<String> types, List<String> texts) {
    boolean fits(String ofService, String typeCode) {
      return (service == null || service.equals(ofService))
          && (types == null || types.stream().anyMatch(typeCode::startsWith));
    }
  }

  /// One incident as several people would report it.
  public record Story(
      String typeCode,
      int weight,
      int priority,
      Site at,
      @Nullable Numbers casualties,
      List<String> wordings) {
    Casualties numbers() {
      return casualties == null
          ? Casualties.NONE
          : new Casualties(
              0, 0, zero(casualties.trapped), zero(casualties.serious), zero(casualties.light));
    }

    private static int zero(@Nullable Integer count) {
      return count == null ? 0 : count;
    }
  }

  /// How many are hurt; absent is none. Nobody dies in a drill without somebody writing it.
  public record Numbers(
      @Nullable Integer trapped, @Nullable Integer serious, @Nullable Integer light) {}

  /// Where a story can happen.
  public enum Site {
    ADDRESS,
    ROAD
  }

  public DrillRules {
    if (notes.isEmpty() || notes.getLast().service() != null || notes.getLast().types() != null) {
      throw new IllegalArgumentException("the last of the notes must fit every crew and incident");
    }
    if (notes.stream().anyMatch(note -> note.texts().isEmpty())
        || stories.stream().anyMatch(story -> story.wordings().isEmpty() || story.weight() < 1)
        || stories.isEmpty()) {
      throw new IllegalArgumentException(
          "every note needs a text, every story a wording, a weight");
    }
  }

  /// @param environment may say `QIANZHI_DRILL_CALLERS=false`
  /// @throws Config.Fault when the file does not fit or names a type of incident that there is not
  public static DrillRules load(Config config, Map<String, String> environment) {
    var rules = config.settings(FILE, DrillRules.class, environment);
    var types = EventTypes.load(config);
    for (var story : rules.stories) {
      try {
        types.require(story.typeCode());
      } catch (Problem unknown) {
        throw new Config.Fault(FILE + ": stories: " + unknown.getMessage());
      }
    }
    return rules;
  }

  /// The same city with nobody calling.
  public DrillRules withoutCallers() {
    return new DrillRules(
        version,
        new Switches(drill.enabled(), false),
        crews,
        players,
        driving,
        patrol,
        callers,
        notes,
        stories);
  }

  /// The same city with people of another pace.
  public DrillRules with(Players others) {
    return new DrillRules(version, drill, crews, others, driving, patrol, callers, notes, stories);
  }

  /// The texts of the first note that fits.
  List<String> notesFor(String service, String typeCode) {
    return notes.stream()
        .filter(note -> note.fits(service, typeCode))
        .findFirst()
        .orElseThrow()
        .texts();
  }
}
