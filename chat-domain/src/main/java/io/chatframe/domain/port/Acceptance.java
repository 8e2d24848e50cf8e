package io.chatframe.domain.port;

import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import java.util.List;

/**
 * The outcome of sending a message or requesting another reply. Only {@link Begun} stored anything.
 */
public sealed interface Acceptance permits Acceptance.Begun, Acceptance.Repeated, Refusal {
  /**
   * Stored; the reply must now be generated.
   *
   * @param path the messages that fit the model, see {@link ReplyRepository#path}
   */
  record Begun(Reply reply, List<Message> path) implements Acceptance {
    public Begun {
      path = List.copyOf(path);
    }
  }

  /** The same request was accepted before; contains its reply, ended or not. */
  record Repeated(Reply reply) implements Acceptance {}
}
