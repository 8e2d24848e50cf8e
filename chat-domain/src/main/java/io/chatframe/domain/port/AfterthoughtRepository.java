package io.chatframe.domain.port;

import io.chatframe.domain.Afterthought;
import io.chatframe.domain.ReplyId;

/** Stores titles and follow-up questions of complete replies. */
public interface AfterthoughtRepository {
  /**
   * Stores an afterthought; does nothing if the reply is gone, is still generating, or has one
   * already. Its title becomes the dialog's, unless the visitor or an earlier afterthought has set
   * one; the dialog keeps its place in the list.
   *
   * @throws StorageUnavailableException if the database does not answer within a few seconds
   */
  void add(ReplyId reply, Afterthought afterthought);
}
