package io.qianzhi.drill;

import io.qianzhi.geo.CoordinateSystem;
import io.qianzhi.geo.Place;
import io.qianzhi.geo.Point;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.SourcePoint;
import io.qianzhi.platform.http.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// People who call about what happens in the simulated city, now and then several about the same.
/// Each opens an incident of its own, as real ones do: finding the duplicates is the operator's
/// work.
final class Callers {
  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

  private final DrillParts parts;
  private final Work work;
  private final DrillRules.Callers rules;
  private final List<DrillRules.Story> stories;
  private final Streets streets;
  private final Random random;
  private final Actor desk;

  private final List<Further> waiting = new ArrayList<>();
  private Instant nextAt;

  /// Another who will call about something that somebody has called about.
  private record Further(Instant due, DrillRules.Story story, Point around, String wording) {}

  /// Something that has just been called in.
  private record Happened(DrillRules.Story story, Point point, List<String> otherWordings) {}

  Callers(
      DrillParts parts, Work work, DrillRules rules, Streets streets, Random random, Actor desk) {
    this.parts = parts;
    this.work = work;
    this.rules = rules.callers();
    this.stories = rules.stories();
    this.streets = streets;
    this.random = random;
    this.desk = desk;
    this.nextAt = parts.clock().instant().plusSeconds(this.rules.firstSeconds());
  }

  void tick(Instant now) {
    if (!now.isBefore(nextAt)) {
      nextAt = now.plus(rules.every().pickSeconds(random));
      work.run(this::somethingHappens)
          .onSuccess(happened -> happened.ifPresent(this::othersSeeIt))
          .onFailure(Callers::complain);
    }
    for (var further : List.copyOf(waiting)) {
      if (!now.isBefore(further.due)) {
        waiting.remove(further);
        work.run(() -> call(further)).onFailure(Callers::complain);
      }
    }
  }

  private Optional<Happened> somethingHappens() {
    int open = parts.database().inTransaction(tx -> parts.calls().openTakenBy(tx, desk));
    if (open >= rules.maxOpen()) {
      return Optional.empty();
    }
    var story = story();
    var site = site(story);
    if (site.isEmpty()) {
      return Optional.empty();
    }
    var wordings = new ArrayList<>(story.wordings());
    Collections.shuffle(wordings, random);
    call(story, site.get(), wordings.removeFirst());
    return Optional.of(new Happened(story, site.get().point(), wordings));
  }

  private DrillRules.Story story() {
    int left = random.nextInt(stories.stream().mapToInt(DrillRules.Story::weight).sum());
    for (var story : stories) {
      left -= story.weight();
      if (left < 0) {
        return story;
      }
    }
    return stories.getLast();
  }

  private Optional<Place> site(DrillRules.Story story) {
    var city = parts.city();
    var region = city.areas().city().region();
    return switch (story.at()) {
      case ADDRESS -> streets.address(region, city.center(), rules.radiusMeters());
      case ROAD -> streets.namedRoad(region, city.center(), rules.radiusMeters());
    };
  }

  private void othersSeeIt(Happened happened) {
    if (random.nextDouble() >= rules.repeatedShare()) {
      return;
    }
    int count = Math.min(rules.repeats().pickWhole(random), happened.otherWordings.size());
    var now = parts.clock().instant();
    for (var wording : happened.otherWordings.subList(0, count)) {
      var due = now.plus(rules.repeatSeconds().pickSeconds(random));
      waiting.add(new Further(due, happened.story, happened.point, wording));
    }
  }

  /// Stands somewhere near and names the house next to him.
  private boolean call(Further further) {
    var meters = rules.repeatMeters();
    var point = streets.anywhere(further.around, meters.from(), meters.to());
    var place = new Place(streets.nameOf(point), "address", point);
    return call(further.story, place, further.wording);
  }

  private boolean call(DrillRules.Story story, Place place, String wording) {
    var point = place.point();
    parts
        .database()
        .inTransaction(
            tx ->
                parts
                    .calls()
                    .take(
                        tx,
                        new CallService.NewCall(
                            null,
                            story.typeCode(),
                            new SourcePoint(
                                point.latitude(), point.longitude(), CoordinateSystem.WGS_84),
                            place.name(),
                            wording,
                            story.priority(),
                            story.numbers(),
                            phoneNumber(),
                            null),
                        desk));
    return true;
  }

  /// No subscriber of any network has a number that begins so.
  private String phoneNumber() {
    return "100%08d".formatted(random.nextInt(100_000_000));
  }

  private static void complain(Throwable failure) {
    LOG.warn("drill: a simulated call failed: {}", failure.toString());
  }
}
