package io.chatframe.application;

import io.chatframe.domain.Erasure;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import java.util.function.IntFunction;

/** Determines the visitor whom a host identifies. */
public final class IdentifyVisitor {
  private final DialogRepository dialogs;

  public IdentifyVisitor(DialogRepository dialogs) {
    this.dialogs = dialogs;
  }

  /**
   * Returns the visitor: always the same one until she is erased, then another.
   *
   * @param lives the ids of the subject's lives, from 0; each but the last ended with an erasure
   */
  public Visitor identify(AssistantName assistant, IntFunction<VisitorId> lives) {
    int life;
    try {
      life = current(assistant, lives);
    } catch (StorageUnavailableException e) {
      // Sessions work without a database. The next message detects an erasure.
      life = 0;
    }
    return new Visitor(lives.apply(life), assistant);
  }

  /** The first life that did not end, found in few steps however many did. */
  private int current(AssistantName assistant, IntFunction<VisitorId> lives) {
    int ended = -1;
    int candidate = 0;
    while (ended(assistant, lives, candidate)) {
      ended = candidate;
      candidate = 2 * candidate + 1;
    }
    while (candidate - ended > 1) {
      int middle = (candidate + ended) >>> 1;
      if (ended(assistant, lives, middle)) {
        ended = middle;
      } else {
        candidate = middle;
      }
    }
    return candidate;
  }

  private boolean ended(AssistantName assistant, IntFunction<VisitorId> lives, int life) {
    return dialogs.erasure(new Visitor(lives.apply(life), assistant)) != Erasure.NONE;
  }
}
