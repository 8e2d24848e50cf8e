package io.chatframe.adapter.persistence;

import io.chatframe.domain.Lineage;
import io.chatframe.domain.ReplyText;
import java.util.List;

/** One kept piece of a generating reply. */
record JournalRow(int attempt, int from, String reasoning, String text) {
  /**
   * What the rows say without a gap. Each attempt goes on from its base; rows of an earlier one
   * beyond that are void.
   *
   * @param rows by attempt, then by position
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

  private static void cut(StringBuilder reasoning, StringBuilder text, int base) {
    text.setLength(Math.min(text.length(), Math.max(0, base - reasoning.length())));
    reasoning.setLength(Math.min(reasoning.length(), base));
  }
}
