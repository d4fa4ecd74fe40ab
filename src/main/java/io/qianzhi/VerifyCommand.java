package io.qianzhi;

import io.qianzhi.command.review.Proof;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.DatabaseSettings;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.platform.json.Json;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `qianzhi verify [INCIDENT]` proves from the database alone that nobody edited the log: of one
/// incident, or all of it.
final class VerifyCommand {
  private static final int STREAMS = 200;

  private VerifyCommand() {}

  /// @return whether everything is as it was written
  static boolean run(String[] args, Config config, Consumer<String> say) {
    if (args.length > 2) {
      throw new Config.Fault("Say verify for the whole log, verify INCIDENT-ID for one incident.");
    }
    var database = Settings.read(config, System.getenv()).database();
    if (database == null || database.password().isBlank()) {
      throw new Config.Fault("Set QIANZHI_DATABASE_PASSWORD to the password of PostgreSQL.");
    }
    return verify(database, args.length == 2 ? stream(args[1]) : null, say);
  }

  private static String stream(String id) {
    try {
      return Happening.stream(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      throw new Config.Fault(id + " is no id of an incident.");
    }
  }

  /// @param only null = all streams
  static boolean verify(DatabaseSettings settings, @Nullable String only, Consumer<String> say) {
    var vertx = Vertx.vertx();
    try {
      var database = Database.open(vertx, settings);
      return VirtualThreads.start(vertx)
          .compose(
              threads ->
                  threads.run(() -> only == null ? all(database, say) : one(database, only, say)))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static boolean one(Database database, String stream, Consumer<String> say) {
    var timeline = new Timeline(InstantSource.system());
    var found = database.inTransaction(tx -> timeline.verify(tx, stream));
    var version = found.firstBrokenVersion();
    var fault = found.fault();
    if (version != null && fault != null) {
      say.accept(sentence(new Proof.Break(stream, version, found.firstBrokenId(), fault)));
      return false;
    }
    say.accept("%s: %d events, unchanged. Seal %s".formatted(stream, found.events(), found.seal()));
    return true;
  }

  private static boolean all(Database database, Consumer<String> say) {
    var timeline = new Timeline(InstantSource.system());
    int streams = 0;
    int events = 0;
    int broken = 0;
    var next = "";
    while (next != null) {
      var after = next;
      var proof = database.inTransaction(tx -> Proof.of(tx, timeline, after, STREAMS));
      proof.broken().forEach(one -> say.accept(sentence(one)));
      streams += proof.streams();
      events += proof.events();
      broken += proof.broken().size();
      next = proof.next();
    }
    say.accept(
        broken == 0
            ? "%d streams, %d events, unchanged.".formatted(streams, events)
            : "%d of %d streams are broken.".formatted(broken, streams));
    return broken == 0;
  }

  private static String sentence(Proof.Break broken) {
    var id = broken.eventId();
    return "BROKEN %s at version %d, %s: %s."
        .formatted(
            broken.stream(),
            broken.version(),
            id == null ? "no row" : "row " + id,
            Json.word(broken.fault()));
  }
}
