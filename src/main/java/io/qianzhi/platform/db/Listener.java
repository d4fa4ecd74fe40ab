package io.qianzhi.platform.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// LISTEN on one channel, over a connection of its own that is made again when it is lost.
public final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final long AGAIN_MILLIS = 1_000;

  private final Vertx vertx;
  private final Database database;
  private final String channel;
  private final Consumer<String> heard;
  private final Runnable listens;
  private volatile @Nullable PgConnection connection;
  private volatile boolean stopped;

  /// @param heard is handed each notification's payload
  /// @param listens told whenever it listens from now on: what was said before has been missed
  public Listener(
      Vertx vertx, Database database, String channel, Consumer<String> heard, Runnable listens) {
    this.vertx = vertx;
    this.database = database;
    this.channel = channel;
    this.heard = heard;
    this.listens = listens;
  }

  public void start() {
    if (stopped) {
      return;
    }
    PgConnection.connect(vertx, database.connectOptions())
        .onFailure(
            failure -> {
              LOG.warn("cannot listen for {}, looking instead: {}", channel, failure.toString());
              startAgain();
            })
        .onSuccess(this::listen);
  }

  private void listen(PgConnection made) {
    made.notificationHandler(notification -> heard.accept(notification.getPayload()));
    made.closeHandler(closed -> startAgain());
    connection = made;
    made.query("listen " + channel).execute().onSuccess(rows -> listens.run());
  }

  private void startAgain() {
    if (!stopped) {
      vertx.setTimer(AGAIN_MILLIS, again -> start());
    }
  }

  public Future<Void> stop() {
    stopped = true;
    var open = connection;
    return open == null ? Future.succeededFuture() : open.close();
  }
}
