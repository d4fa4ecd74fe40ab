package io.qianzhi.plan;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes changed files of plans while the server runs. A change counts once it has stood for a
/// whole look: half a file is no plan, even where it could be read as one.
public final class PlanWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PlanWatch.class);
  private static final long LOOK_EVERY_MILLIS = 2_000;

  private final PlanCatalogue plans;
  private Map<Path, Mark> taken;
  private Map<Path, Mark> seen;

  /// What tells a changed file.
  private record Mark(FileTime modified, long bytes) {}

  /// @param plans just read: what changes from now on is taken
  public PlanWatch(PlanCatalogue plans) {
    this.plans = plans;
    this.taken = marks();
    this.seen = taken;
  }

  /// Looks from now on, one look after the other, off the event loops.
  public void start(Vertx vertx) {
    vertx.setTimer(
        LOOK_EVERY_MILLIS,
        timer ->
            vertx
                .executeBlocking(this::look)
                .onFailure(failure -> LOG.warn("cannot look at the plans: {}", failure.toString()))
                .onComplete(looked -> start(vertx)));
  }

  private boolean look() {
    var now = marks();
    boolean settled = now.equals(seen);
    seen = now;
    if (!settled || now.equals(taken)) {
      return false;
    }
    taken = now;
    var wrong = plans.renew();
    if (wrong.isEmpty()) {
      LOG.info("changed plans serve the next response");
    } else {
      wrong.forEach(fault -> LOG.warn("changed plans are not taken: {}", fault));
    }
    return wrong.isEmpty();
  }

  private Map<Path, Mark> marks() {
    var marks = new TreeMap<Path, Mark>();
    for (var place : plans.files()) {
      try (var files = Files.walk(place, 1)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          marks.put(file, new Mark(Files.getLastModifiedTime(file), Files.size(file)));
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return marks;
  }
}
