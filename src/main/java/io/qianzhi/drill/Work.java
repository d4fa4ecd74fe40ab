package io.qianzhi.drill;

import io.qianzhi.platform.http.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// What the simulation has under way on virtual threads. On the simulation's own event loop.
final class Work {
  private final VirtualThreads threads;
  private final Context context;
  private final List<Promise<Void>> waiting = new ArrayList<>();
  private int underWay;

  Work(VirtualThreads threads, Context context) {
    this.threads = threads;
    this.context = context;
  }

  <T> Future<T> run(Callable<T> deed) {
    underWay++;
    return threads
        .run(deed)
        .onComplete(
            done -> {
              underWay--;
              // Whoever asked for it may go on with something at once.
              context.runOnContext(then -> tellIfIdle());
            });
  }

  /// Completes as soon as nothing is under way.
  Future<Void> idle() {
    Promise<Void> idle = Promise.promise();
    waiting.add(idle);
    tellIfIdle();
    return idle.future();
  }

  private void tellIfIdle() {
    if (underWay == 0) {
      var told = List.copyOf(waiting);
      waiting.clear();
      told.forEach(Promise::complete);
    }
  }
}
