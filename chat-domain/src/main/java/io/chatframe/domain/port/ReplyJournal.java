package io.chatframe.domain.port;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the text of running replies while it grows, so that little is lost if a node dies. One
 * writer per node. A crash of PostgreSQL may lose a write even after it returned.
 */
public interface ReplyJournal {
  /**
   * Keeps all entries of replies that this node owns in the given attempts, in one statement. Skips
   * entries that are already kept.
   *
   * @return a receipt for each such reply; a reply without one was taken over, deleted or ended
   * @throws StorageUnavailableException if it is unknown what was kept: call {@link #journalled}
   *     before the next write
   */
  Map<ReplyId, JournalReceipt> append(NodeId owner, List<JournalEntry> entries);

  /**
   * The position up to which each of these replies is journalled without a gap, if this node owns
   * it.
   */
  Map<ReplyId, Integer> journalled(NodeId owner, Set<ReplyId> replies);

  /**
   * Reads the growth of replies beyond their readers' cursors in one statement, whichever node
   * generates them.
   *
   * @return the text after the cursor without a gap, for each reply that is still generating in the
   *     cursor's attempt; any other must be read again
   */
  Map<ReplyId, ReplyText> grown(Map<ReplyId, Cursor> readers);
}
