package io.chatframe.adapter.persistence.row;

import io.chatframe.domain.Lineage;
import io.chatframe.domain.ReplyText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One journalled piece of a generating reply. */
public record JournalRow(int attempt, int from, String reasoning, String text) {
  /**
   * Assembles the text up to the first gap. Each attempt continues from its base, beyond which rows
   * of earlier attempts are void.
   *
   * @param rows the rows, ordered by attempt, then position
   */
  static ReplyText read(Lineage lineage, List<JournalRow> rows) {
    var reasoning = new StringBuilder();
    var text = new StringBuilder();
    for (int attempt = 1; attempt <= lineage.attempt(); attempt++) {
      cut(reasoning, text, lineage.bases().get(attempt - 1));
      for (var row : rows) {
        if (row.attempt == attempt && row.from == reasoning.length() + text.length()) {
          reasoning.append(row.reasoning);
          text.append(row.text);
        }
      }
    }
    return new ReplyText(reasoning.toString(), text.toString());
  }

  /** Assembles the text after a position up to the first gap; the first row may begin before it. */
  public static ReplyText after(int position, List<JournalRow> rows) {
    var reasoning = new StringBuilder();
    var text = new StringBuilder();
    int end = position;
    for (var row : rows) {
      int length = row.reasoning.length() + row.text.length();
      if (row.from <= end && row.from + length > end) {
        int known = end - row.from;
        int split = row.reasoning.length();
        reasoning.append(row.reasoning, Math.min(known, split), split);
        text.append(row.text, Math.max(0, known - split), row.text.length());
        end = row.from + length;
      }
    }
    return new ReplyText(reasoning.toString(), text.toString());
  }

  /** Reads the rows that a query returned as arrays, ordered by attempt and position. */
  public static List<JournalRow> all(ResultSet row) throws SQLException {
    if (row.getArray("attempts") == null) {
      return List.of();
    }
    var attempts = MessageQueries.array(row, "attempts", Integer[].class);
    var positions = MessageQueries.array(row, "positions", Integer[].class);
    var reasonings = MessageQueries.array(row, "reasonings", String[].class);
    var texts = MessageQueries.array(row, "texts", String[].class);
    var rows = new ArrayList<JournalRow>(attempts.length);
    for (int i = 0; i < attempts.length; i++) {
      rows.add(new JournalRow(attempts[i], positions[i], reasonings[i], texts[i]));
    }
    return rows;
  }

  private static void cut(StringBuilder reasoning, StringBuilder text, int base) {
    text.setLength(Math.min(text.length(), Math.max(0, base - reasoning.length())));
    reasoning.setLength(Math.min(reasoning.length(), base));
  }
}
