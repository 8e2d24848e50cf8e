package io.chatframe.adapter.persistence.row;

import java.util.Collection;
import java.util.function.Function;
import org.springframework.jdbc.support.SqlArrayValue;

/** A column of values as one parameter, which a statement unnests. */
public final class ArrayParameter {
  private ArrayParameter() {}

  /**
   * What each item has in this column.
   *
   * @param type PostgreSQL's name of the column's type
   */
  public static <T> SqlArrayValue of(String type, Collection<T> items, Function<T, Object> value) {
    return new SqlArrayValue(type, items.stream().map(value).toArray());
  }
}
