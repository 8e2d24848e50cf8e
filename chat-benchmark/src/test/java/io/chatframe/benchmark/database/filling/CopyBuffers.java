package io.chatframe.benchmark.database.filling;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows for several tables, sent by COPY whenever they are many. Not thread-safe. */
public final class CopyBuffers {
  private static final int FULL = 8_000_000;

  private final Connection connection;
  private final Map<String, StringBuilder> rows = new LinkedHashMap<>();

  public CopyBuffers(Connection connection) {
    this.connection = connection;
  }

  /**
   * Adds a row.
   *
   * @param table the table with its columns
   * @param values without characters that COPY would have to be told about
   */
  public void add(String table, @Nullable Object... values) throws SQLException, IOException {
    var buffer = rows.computeIfAbsent(table, _ -> new StringBuilder(FULL + FULL / 8));
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      buffer.append(i == 0 ? "" : "\t").append(value == null ? "\\N" : value);
    }
    buffer.append('\n');
    if (buffer.length() > FULL) {
      send(table, buffer);
    }
  }

  /** Sends what was added. */
  public void flush() throws SQLException, IOException {
    for (var table : rows.entrySet()) {
      send(table.getKey(), table.getValue());
    }
  }

  private void send(String table, StringBuilder buffer) throws SQLException, IOException {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY " + table + " FROM STDIN", new StringReader(buffer.toString()));
    buffer.setLength(0);
  }
}
