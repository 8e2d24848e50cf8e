package io.chatframe.domain.port.metric;

import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.usage.Money;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts what this node did. Told once per event and never per piece of a reply; thread-safe, does
 * not block and does not throw. Learns of no visitor, no dialog and no text.
 */
public interface OperationLedger {
  /** An attempt is over, in which a model wrote something. */
  void paced(AssistantName assistant, String model, AttemptPace pace);

  /**
   * A request of a model is accounted: its reply's end is stored, or nobody can store it because
   * the reply was deleted.
   *
   * @param cost empty if the price is unknown
   */
  void used(AssistantName assistant, TokenPurpose purpose, RequestUse use, Optional<Money> cost);

  /**
   * The end of a reply is stored.
   *
   * @param model the model that was asked for
   * @param lasted from the start of the last attempt on this node
   */
  void ended(AssistantName assistant, String model, ReplyEnd end, Duration lasted);

  /**
   * A reply of another node was taken over.
   *
   * @param continues whether its generation continues here; otherwise it ends
   */
  void takenOver(AssistantName assistant, boolean continues);

  /** No reply began, and nothing was stored. */
  void refused(AssistantName assistant, Refusal why);

  /**
   * A client began to follow a reply.
   *
   * @param resumed whether it had read a part before
   */
  void followed(AssistantName assistant, boolean resumed);

  /** A follower was told to rewind. */
  void rewound(AssistantName assistant);
}
