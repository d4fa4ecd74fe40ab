package io.qianzhi.platform.db;

import static io.vertx.core.Future.await;

import io.qianzhi.platform.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.flywaydb.core.Flyway;

/// The connection pool and the only way to a transaction.
///
/// Callers are virtual threads. A transaction that PostgreSQL refuses for a deadlock or a
/// serialization conflict is run again, at most three times in all; a statement may take 10 s, an
/// idle transaction 10 s: an open writer would hold back the feed of every console.
public final class Database {
  private static final int ATTEMPTS = 3;
  private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40001", "40P01");

  private final Pool pool;
  private final PgConnectOptions connectOptions;

  private Database(Pool pool, PgConnectOptions connectOptions) {
    this.pool = pool;
    this.connectOptions = connectOptions;
  }

  /// Opens the pool; nothing is sent until the first use.
  public static Database open(Vertx vertx, DatabaseSettings settings) {
    var options =
        new PgConnectOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setDatabase(settings.name())
            .setUser(settings.user())
            .setPassword(settings.password())
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(512)
            .setReconnectAttempts(3)
            .setReconnectInterval(300)
            .setProperties(
                Map.of(
                    "application_name", "qianzhi",
                    "statement_timeout", "10000",
                    "idle_in_transaction_session_timeout", "10000"));
    var pool =
        PgBuilder.pool()
            .connectingTo(options)
            .with(
                new PoolOptions()
                    .setMaxSize(settings.connections())
                    .setMaxWaitQueueSize(2_000)
                    .setConnectionTimeout(5)
                    .setConnectionTimeoutUnit(TimeUnit.SECONDS))
            .using(vertx)
            .build();
    return new Database(pool, options);
  }

  /// Brings the schema up to date; safe when several nodes start at once. Blocks: call before
  /// Vert.x serves anything.
  ///
  /// @throws Config.Fault when the database cannot be reached
  public static void migrate(DatabaseSettings settings) {
    try {
      DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password()).close();
    } catch (SQLException e) {
      throw new Config.Fault(
          "PostgreSQL at %s:%d does not let us in: %s Start it, or correct the QIANZHI_DATABASE_… settings."
              .formatted(settings.host(), settings.port(), e.getMessage()));
    }
    Flyway.configure()
        .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  /// Runs the block in one transaction: all of it or, when it throws, nothing.
  public <T> T inTransaction(Function<Tx, T> block) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(block);
      } catch (PgException e) {
        if (attempt == ATTEMPTS || !WORTH_ANOTHER_TRY.contains(String.valueOf(e.getSqlState()))) {
          throw e;
        }
      }
    }
  }

  private <T> T attempt(Function<Tx, T> block) {
    SqlConnection connection = await(pool.getConnection());
    try {
      var transaction = await(connection.begin());
      var tx = new Tx(connection);
      T result;
      try {
        result = block.apply(tx);
      } catch (Throwable failure) {
        // A failed commit or a lost connection has already rolled back.
        await(transaction.rollback().otherwiseEmpty());
        throw failure;
      }
      await(transaction.commit());
      tx.committed();
      return result;
    } finally {
      connection.close();
    }
  }

  /// For LISTEN, which needs a connection of its own.
  public PgConnectOptions connectOptions() {
    return connectOptions;
  }

  public Future<Void> ping() {
    return pool.query("select 1").execute().mapEmpty();
  }

  public Future<Void> close() {
    return pool.close();
  }
}
