package io.chatframe.adapter.persistence.row;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Passes a column of values as one array parameter, to be unnested by the statement. */
public final class ArrayParameter {
  private ArrayParameter() {}

  /**
   * Creates the array of one value per item.
   *
   * @param type PostgreSQL's name for the column's type
   */
  public static <T> SqlArrayValue of(
      String type, Collection<T> items, Function<T, ? extends @Nullable Object> value) {
    return new SqlArrayValue(type, items.stream().map(value).toArray());
  }
}
