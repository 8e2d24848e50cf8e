package io.chatframe.domain.port;

import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import java.util.List;

/**
 * What became of a message, or of the wish for another reply. Only {@link Begun} stored anything.
 */
public sealed interface Acceptance permits Acceptance.Begun, Acceptance.Repeated, Refusal {
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
}
