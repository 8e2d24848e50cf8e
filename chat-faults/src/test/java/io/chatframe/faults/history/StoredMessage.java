package io.chatframe.faults.history;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A message as PostgreSQL has it.
 *
 * @param reply what only an assistant's message has
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
   * @param attempt the number of the latest
   * @param bases of its attempts, by their numbers from 1
   * @param journalRows rows of the journal that are still there
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
