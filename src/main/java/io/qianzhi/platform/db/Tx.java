package io.qianzhi.platform.db;

import static io.vertx.core.Future.await;

import io.qianzhi.platform.json.Json;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An open transaction. Each call waits for PostgreSQL's answer on the calling virtual thread.
public final class Tx {
  private final SqlConnection connection;
  private final List<Runnable> afterCommit = new ArrayList<>();

  Tx(SqlConnection connection) {
    this.connection = connection;
  }

  /// Runs one statement with `$1, $2 …` parameters. Instants, also in arrays, are written as UTC
  /// and enumerations in lower_snake_case; [Columns] reads them back.
  public RowSet<Row> query(String sql, @Nullable Object... parameters) {
    var values = Arrays.stream(parameters).map(Tx::value).toList();
    return await(connection.preparedQuery(sql).execute(Tuple.from(values)));
  }

  private static @Nullable Object value(@Nullable Object given) {
    return switch (given) {
      case Instant at -> at.atOffset(ZoneOffset.UTC);
      case Instant[] times -> Arrays.stream(times).map(Tx::value).toArray(OffsetDateTime[]::new);
      case Enum<?> value -> Json.word(value);
      case null, default -> given;
    };
  }

  /// For what others may only hear once it is true for them too. Not run when the transaction
  /// fails.
  public void afterCommit(Runnable work) {
    afterCommit.add(work);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }

  /// How many rows the statement changed.
  public int update(String sql, @Nullable Object... parameters) {
    return query(sql, parameters).rowCount();
  }

  public <T> List<T> list(Function<Row, T> mapper, String sql, @Nullable Object... parameters) {
    var rows = query(sql, parameters);
    var result = new ArrayList<T>(rows.size());
    for (Row row : rows) {
      result.add(mapper.apply(row));
    }
    return result;
  }

  /// The first row, if there is one.
  public <T> Optional<T> first(
      Function<Row, T> mapper, String sql, @Nullable Object... parameters) {
    var rows = query(sql, parameters).iterator();
    return rows.hasNext() ? Optional.of(mapper.apply(rows.next())) : Optional.empty();
  }
}
