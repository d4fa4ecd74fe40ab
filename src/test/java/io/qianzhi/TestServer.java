package io.qianzhi;

import io.qianzhi.alert.AlertSettings;
import io.qianzhi.alert.VapidKeys;
import io.qianzhi.command.report.ReportSettings;
import io.qianzhi.drill.DrillRules;
import io.qianzhi.drill.Simulation;
import io.qianzhi.identity.AuthSettings;
import io.qianzhi.platform.cluster.ClusterSettings;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.DatabaseSettings;
import io.qianzhi.platform.db.EmbeddedDatabase;
import io.qianzhi.platform.http.HttpSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A real server on a free port, on a database of its own in one shared PostgreSQL, in the demo
/// city.
public final class TestServer implements AutoCloseable {
  public static final String PASSWORD = "qianzhi";

  private static final int BEATS_PER_LOOK = 4;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static final class Postgres {
    private static final String TEMPLATE = "migrated";
    private static final EmbeddedDatabase INSTANCE = start();

    private static EmbeddedDatabase start() {
      var database = EmbeddedDatabase.start(Path.of("target/test-postgres"), false);
      Runtime.getRuntime().addShutdownHook(new Thread(database::close));
      var admin = database.settings(1);
      create(admin, TEMPLATE, "template1");
      // Once for all: a copy of what the migrations made is there at once.
      Database.migrate(named(admin, TEMPLATE));
      return database;
    }
  }

  private final TestClock clock;
  private final Settings settings;
  private final Server server;
  private @Nullable Simulation drill;

  private TestServer(TestClock clock, Settings settings, Server.World world) {
    this(clock, settings, world, Path.of("conf"));
  }

  private TestServer(TestClock clock, Settings settings, Server.World world, Path conf) {
    this.clock = clock;
    this.settings = settings;
    this.server = Server.start(settings, new Config(conf), world, clock, sentence -> {});
  }

  /// Starts a server on an empty database.
  public static TestServer start() {
    return new TestServer(
        new TestClock(), settings(freePort(), newDatabase(), noCluster()), Server.World.DEMO);
  }

  /// Starts a server with a conf folder of its own, on an empty database.
  public static TestServer withConf(Path conf) {
    return new TestServer(
        new TestClock(), settings(freePort(), newDatabase(), noCluster()), Server.World.DEMO, conf);
  }

  /// Starts a server of a real city from that city's own folder, on an empty database.
  static TestServer start(Path cityFolder) {
    var demo = settings(freePort(), newDatabase(), noCluster());
    var city =
        new Settings.CitySettings(cityFolder.toString(), cityFolder.resolve("cache").toString());
    VapidKeys.readOrCreate(Path.of(demo.alert().pushKeyFile()));
    return new TestServer(new TestClock(), demo.with(city), Server.World.REAL);
  }

  /// Starts a server of the demo that follows other files than those of conf/ and sends reports.
  public static TestServer start(Path conf, ReportSettings report) {
    var demo = settings(freePort(), newDatabase(), noCluster()).with(report);
    return new TestServer(new TestClock(), demo, Server.World.DEMO, conf);
  }

  /// The same node again after [#close], with the same other files.
  public TestServer startAgain(Path conf) {
    return new TestServer(clock, settings, Server.World.DEMO, conf);
  }

  /// Starts another server on this one's database with this one's clock: the same node again after
  /// [#close], or a second one.
  public TestServer startAgain(ClusterSettings cluster) {
    return new TestServer(clock, settings(freePort(), database(), cluster), Server.World.DEMO);
  }

  public static ClusterSettings noCluster() {
    return new ClusterSettings(false, "127.0.0.1", 0, 0, "");
  }

  public TestClock clock() {
    return clock;
  }

  public int port() {
    return settings.http().port();
  }

  public String url() {
    return settings.http().publicUrl();
  }

  /// Lets the simulated crews, and callers if the rules say so, come to life.
  public void startDrill(DrillRules rules) {
    drill = server.startDrill(rules);
  }

  /// Lets the city's time run on by this much at a time until something has happened, no faster
  /// than the simulated people follow; fails after two hours of it.
  public void playUntil(Duration step, BooleanSupplier happened) {
    var end = clock.instant().plus(Duration.ofHours(2));
    while (!happened.getAsBoolean()) {
      if (clock.instant().isAfter(end)) {
        throw new AssertionError("it should have happened by now");
      }
      for (int i = 0; i < BEATS_PER_LOOK; i++) {
        clock.advance(step);
        Objects.requireNonNull(drill)
            .beat()
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(60, TimeUnit.SECONDS)
            .join();
      }
    }
  }

  /// Signs in with a device of its own.
  public TestClient signIn(String username) {
    return TestClient.signIn(url(), username);
  }

  /// A plain connection to this server's database, to look at rows and to break them.
  public Connection jdbc() throws SQLException {
    return connect(database());
  }

  DatabaseSettings database() {
    return Objects.requireNonNull(settings.database());
  }

  /// Waits for what the server does by itself; fails after 60 s.
  public static void until(BooleanSupplier happened) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (!happened.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("it should have happened by now");
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Override
  public void close() {
    server.close();
  }

  static Settings settings(int port, DatabaseSettings database, ClusterSettings cluster) {
    return new Settings(
        new HttpSettings("localhost", port, "http://localhost:" + port, true),
        database,
        new AuthSettings("test-secret-test-secret-test-secret"),
        new Settings.CitySettings("conf/demo-city", "target/test-city"),
        new AlertSettings("target/test-push-key.pem", "mailto:test@qianzhi.example", true),
        new ReportSettings("", 25, "disabled", "", "", "", ""),
        cluster,
        "target");
  }

  /// A database of one's own in the shared PostgreSQL, with tables and without rows.
  public static DatabaseSettings newDatabase() {
    var admin = Postgres.INSTANCE.settings(20);
    var name = "test" + DATABASES.incrementAndGet();
    create(admin, name, Postgres.TEMPLATE);
    return named(admin, name);
  }

  private static void create(DatabaseSettings admin, String name, String template) {
    try (var connection = connect(admin);
        var statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name + " with (force)");
      statement.execute("create database " + name + " template " + template);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseSettings named(DatabaseSettings admin, String name) {
    return new DatabaseSettings(
        admin.host(), admin.port(), name, admin.user(), admin.password(), admin.connections());
  }

  private static Connection connect(DatabaseSettings database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.name()),
        database.user(),
        database.password());
  }

  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
