package io.qianzhi.platform.http;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Where use cases run: virtual-thread contexts on which `await` reads top to bottom.
///
/// A context runs one piece of work at a time and takes up the next while the first awaits, so a
/// few of them serve all requests; work must never block in any other way.
public final class VirtualThreads {
  private final List<Context> contexts;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final Promise<Void> finished = Promise.promise();
  private volatile boolean stopped;

  private VirtualThreads(List<Context> contexts) {
    this.contexts = contexts;
  }

  public static Future<VirtualThreads> start(Vertx vertx) {
    int instances = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    var contexts = new CopyOnWriteArrayList<Context>();
    var options =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.VIRTUAL_THREAD)
            .setInstances(instances);
    return vertx
        .deployVerticle(
            () ->
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    contexts.add(context);
                    return Future.succeededFuture();
                  }
                },
            options)
        .map(id -> new VirtualThreads(List.copyOf(contexts)));
  }

  /// Runs the work on the next context; the future completes on the caller's own context.
  public <T> Future<T> run(Callable<T> work) {
    var context = contexts.get(Math.floorMod(next.getAndIncrement(), contexts.size()));
    return run(context, work);
  }

  /// Runs pieces of work of one lane one after another, each to its end.
  public Lane lane() {
    return new Lane(this, contexts.get(Math.floorMod(next.getAndIncrement(), contexts.size())));
  }

  /// Takes no more work. The future completes once all that was begun is done.
  public Future<Void> stop() {
    stopped = true;
    running.incrementAndGet();
    finishOne();
    return finished.future();
  }

  private <T> Future<T> run(Context context, Callable<T> work) {
    running.incrementAndGet();
    if (stopped) {
      finishOne();
      return Future.failedFuture(new RejectedExecutionException("this node stops"));
    }
    Promise<T> promise = Promise.promise();
    var origin = Vertx.currentContext();
    context.runOnContext(
        ignored -> {
          try {
            complete(promise, origin, work);
          } finally {
            finishOne();
          }
        });
    return promise.future();
  }

  private void finishOne() {
    if (running.decrementAndGet() == 0 && stopped) {
      finished.tryComplete();
    }
  }

  private static <T> void complete(Promise<T> promise, @Nullable Context origin, Callable<T> work) {
    Future<T> result;
    try {
      result = Future.succeededFuture(work.call());
    } catch (Throwable failure) {
      result = Future.failedFuture(failure);
    }
    var done = result;
    if (origin == null) {
      done.onComplete(promise);
    } else {
      origin.runOnContext(v -> done.onComplete(promise));
    }
  }

  /// Work of one origin that must keep its order, such as the commands of one socket.
  public static final class Lane {
    private final VirtualThreads threads;
    private final Context context;
    private Future<?> last = Future.succeededFuture();

    private Lane(VirtualThreads threads, Context context) {
      this.threads = threads;
      this.context = context;
    }

    public synchronized <T> Future<T> run(Callable<T> work) {
      var result = last.transform(ignored -> threads.run(context, work));
      last = result;
      return result;
    }
  }
}
