package io.chatframe.faults.history;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A message as stored in PostgreSQL.
 *
 * @param reply the fields that only an assistant's message has
 */
public record StoredMessage(
    UUID id,
    UUID dialog,
    int seq,
    Optional<UUID> parent,
    boolean byVisitor,
    String text,
    Optional<StoredReply> reply) {
  /**
   * What is stored of a reply.
   *
   * @param attempt the number of the latest attempt
   * @param bases the bases of its attempts, by number from 1
   * @param journalRows the number of remaining journal rows
   */
  public record StoredReply(
      String status, String reasoning, int attempt, List<Integer> bases, int journalRows) {
    public StoredReply {
      bases = List.copyOf(bases);
    }
  }

  public boolean isGenerating() {
    return reply.filter(its -> its.status().equals("generating")).isPresent();
  }
}
