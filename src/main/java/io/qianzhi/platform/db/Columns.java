package io.qianzhi.platform.db;

import com.fasterxml.jackson.core.type.TypeReference;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads from rows what PostgreSQL keeps in a form of its own.
public final class Columns {
  private Columns() {}

  public static Instant instant(Row row, String column) {
    return Objects.requireNonNull(instantOrNull(row, column), column);
  }

  public static @Nullable Instant instantOrNull(Row row, String column) {
    var value = row.getOffsetDateTime(column);
    return value == null ? null : value.toInstant();
  }

  public static <E extends Enum<E>> E word(Row row, String column, Class<E> type) {
    return Objects.requireNonNull(wordOrNull(row, column, type), column);
  }

  public static <E extends Enum<E>> @Nullable E wordOrNull(Row row, String column, Class<E> type) {
    var value = row.getString(column);
    return value == null ? null : Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
  }

  /// From a column of JSON that was selected as text.
  public static <T> T json(Row row, String column, TypeReference<T> type) {
    return Objects.requireNonNull(jsonOrNull(row, column, type), column);
  }

  public static <T> @Nullable T jsonOrNull(Row row, String column, TypeReference<T> type) {
    var value = row.getString(column);
    return value == null ? null : Json.read(value, type);
  }

  /// From the columns `<name>_id` and `<name>_name`.
  public static PersonRef person(Row row, String name) {
    return Objects.requireNonNull(personOrNull(row, name), name);
  }

  /// From the columns `<name>_id` and `<name>_name`; null where there is no id.
  public static @Nullable PersonRef personOrNull(Row row, String name) {
    var id = row.getUUID(name + "_id");
    return id == null ? null : new PersonRef(id, row.getString(name + "_name"));
  }
}
