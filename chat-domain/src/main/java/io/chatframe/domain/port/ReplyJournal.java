package io.chatframe.domain.port;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The text of running replies, kept while it grows so that little is lost with its node. One writer
 * per node. A write may be lost with PostgreSQL itself even after it returned.
 */
public interface ReplyJournal {
  /**
   * Keeps all entries of replies that this node owns, in the attempts named, in one statement.
   * Entries that are kept already are passed over.
   *
   * @return a receipt for each such reply; one that has none was taken over, deleted or ended
   * @throws StorageUnavailableException if it is unknown what was kept: ask {@link #journalled}
   *     before the next write
   */
  Map<ReplyId, JournalReceipt> append(NodeId owner, List<JournalEntry> entries);

  /**
   * The position up to which each of these replies is journalled without a gap, if this node owns
   * it.
   */
  Map<ReplyId, Integer> journalled(NodeId owner, Set<ReplyId> replies);

  /**
   * What replies grew by, whoever generates them, beyond where each reader stands; in one
   * statement.
   *
   * @return what follows the cursor without a gap, for each reply that is still generating in the
   *     cursor's attempt; any other has to be read anew
   */
  Map<ReplyId, ReplyText> grown(Map<ReplyId, Cursor> readers);
}
