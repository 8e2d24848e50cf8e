package io.chatframe.domain.port;

import io.chatframe.domain.Afterthought;
import io.chatframe.domain.ReplyId;

/** What was added to replies once they were complete. */
public interface AfterthoughtRepository {
  /**
   * Stores an afterthought; does nothing if the reply is gone, is still generating, or has one
   * already. Its title becomes the dialog's, unless the visitor has given the dialog one or an
   * earlier afterthought has; the dialog keeps its place in the list.
   *
   * @throws StorageUnavailableException when the database cannot answer within a few seconds
   */
  void add(ReplyId reply, Afterthought afterthought);
}
