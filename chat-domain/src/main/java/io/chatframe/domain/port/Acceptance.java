package io.chatframe.domain.port;

import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import java.util.List;

/**
 * What became of a message, or of the wish for another reply. Only {@link Begun} stored anything.
 */
public sealed interface Acceptance {
  /**
   * Stored, and the reply is to be generated.
   *
   * @param path what the model can be told, see {@link ReplyRepository#path}
   */
  record Begun(Reply reply, List<Message> path) implements Acceptance {
    public Begun {
      path = List.copyOf(path);
    }
  }

  /** The same was accepted before: here is its reply, ended or not. */
  record Repeated(Reply reply) implements Acceptance {}

  /** The dialog is still generating another reply. */
  record Busy(ReplyId running) implements Acceptance {}

  /** The id names something else: another text, another dialog, another visitor. */
  record IdTaken() implements Acceptance {}

  /** There is no such dialog, place or reply for this visitor; or the dialog was deleted. */
  record Missing() implements Acceptance {}

  /** The reply is not one that can be continued: see {@link Reply#continuable}. */
  record NotContinuable() implements Acceptance {}

  /** The visitor was erased; nothing is accepted under that id again. */
  record Erased() implements Acceptance {}
}
