package io.qianzhi;

import io.qianzhi.identity.SessionService;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.VirtualThreads;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes, once an hour, what nobody will ask for any more. Several nodes may do it; that costs
/// nothing.
record Housekeeping(
    Database database, Operations operations, Deadlines deadlines, SessionService sessions) {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  void start(Vertx vertx, VirtualThreads virtualThreads) {
    vertx.setPeriodic(
        TimeUnit.MINUTES.toMillis(1),
        TimeUnit.HOURS.toMillis(1),
        timer ->
            virtualThreads
                .run(this::run)
                .onFailure(failure -> LOG.warn("housekeeping: {}", failure.toString())));
  }

  private boolean run() {
    return database.inTransaction(
        tx -> {
          operations.deleteOldReceipts(tx);
          deadlines.deleteOld(tx);
          sessions.deleteOld(tx);
          return true;
        });
  }
}
