package io.qianzhi;

import io.qianzhi.alert.VapidKeys;
import io.qianzhi.drill.DrillRules;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.EmbeddedDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;

/// Starts Qianzhi: `demo` brings its own database and city, `serve` is a node of a real city.
public final class Main {
  private static final Path CONF = Path.of("conf");

  private Main() {}

  static void main(String[] args) throws InterruptedException {
    var mode = args.length == 0 ? "serve" : args[0].toLowerCase(Locale.ROOT);
    try {
      switch (mode) {
        case "demo" -> demo();
        case "serve" -> serve();
        case "password" -> PasswordCommand.run(args, new Config(CONF));
        case "push-key" -> pushKey();
        case "verify" -> verify(args);
        case "check-plans" -> System.exit(CheckPlans.run(args, new Config(CONF), System.out));
        default ->
            fail(
                "Say demo, serve, password NAME, push-key, verify or check-plans DIR, not "
                    + mode
                    + ".");
      }
    } catch (RuntimeException | OutOfMemoryError failure) {
      if (Memory.isExhausted(failure)) {
        fail(Memory.exhausted());
      } else if (failure instanceof Config.Fault fault) {
        fail(String.valueOf(fault.getMessage()));
      } else {
        throw failure;
      }
    }
  }

  private static void demo() throws InterruptedException {
    Memory.require();
    var config = new Config(CONF);
    var settings = Settings.demo(config, System.getenv());
    var drill = DrillRules.load(config, System.getenv());
    requireFreePorts(settings);
    say("Starting PostgreSQL in " + settings.dataDirectory());
    stopWithParent();
    var started = stopAtTheEnd();
    var database = EmbeddedDatabase.start(Path.of(settings.dataDirectory()));
    started.addFirst(database);
    var server =
        Server.start(
            settings.with(database.settings(30)),
            config,
            Server.World.DEMO,
            InstantSource.system(),
            Main::say);
    started.addFirst(server);
    if (drill.drill().enabled()) {
      server.startDrill(drill);
    }
    Welcome.print(settings);
    new CountDownLatch(1).await();
  }

  private static void serve() throws InterruptedException {
    Memory.require();
    var config = new Config(CONF);
    var settings = Settings.production(config, System.getenv());
    requireFreePorts(settings);
    var server =
        Server.start(settings, config, Server.World.REAL, InstantSource.system(), Main::say);
    stopAtTheEnd().addFirst(server);
    var drill = DrillRules.load(config, System.getenv());
    if (drill.drill().enabled() && server.hasTrainingWorld()) {
      server.startDrill(drill.withoutCallers());
    }
    say("Qianzhi serves " + settings.http().publicUrl());
    new CountDownLatch(1).await();
  }

  private static void pushKey() {
    var file = Path.of(Settings.read(new Config(CONF), System.getenv()).alert().pushKeyFile());
    VapidKeys.readOrCreate(file);
    say("The key of Web Push is in " + file + ". All nodes need the same.");
  }

  private static void verify(String[] args) {
    if (!VerifyCommand.run(args, new Config(CONF), Main::say)) {
      System.exit(1);
    }
  }

  /// What is put into the answer is stopped by Ctrl-C and SIGTERM, the first first.
  private static Deque<AutoCloseable> stopAtTheEnd() {
    var started = new ConcurrentLinkedDeque<AutoCloseable>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> started.forEach(Main::stop), "stop"));
    return started;
  }

  private static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("qianzhi: while stopping: " + e);
    }
  }

  /// Ends when the build that started the demo is gone, however it went.
  private static void stopWithParent() {
    if (Boolean.getBoolean("qianzhi.stopWithParent")) {
      ProcessHandle.current()
          .parent()
          .ifPresent(
              parent -> {
                var _ = parent.onExit().thenRun(() -> System.exit(0));
              });
    }
  }

  private static void requireFreePorts(Settings settings) {
    requireFree("HTTP", settings.http().host(), settings.http().port());
    var cluster = settings.cluster();
    if (cluster.enabled()) {
      requireFree("CLUSTER", cluster.host(), cluster.port());
      requireFree("CLUSTER_BUS", cluster.host(), cluster.busPort());
    }
  }

  private static void requireFree(String name, String host, int port) {
    try {
      var address = InetAddress.getByName(host);
      if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
        throw new Config.Fault(host + " is no address of this machine; name one that is.");
      }
      new ServerSocket(port, 1, address).close();
    } catch (IOException e) {
      throw new Config.Fault(
          "%s:%d cannot be used: %s. Stop what uses it, or set QIANZHI_%s_PORT to another one."
              .formatted(host, port, e.getMessage(), name));
    }
  }

  private static void say(String sentence) {
    System.out.println("qianzhi: " + sentence);
  }

  private static void fail(String sentence) {
    System.err.println("qianzhi: " + sentence);
    System.exit(1);
  }
}
