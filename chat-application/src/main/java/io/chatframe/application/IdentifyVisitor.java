package io.chatframe.application;

import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import java.util.function.IntFunction;

/** Determines the visitor whom a host identifies, and gives her what she wrote before that. */
public final class IdentifyVisitor {
  private final DialogRepository dialogs;
  private final ReplyEngine engine;

  public IdentifyVisitor(DialogRepository dialogs, ReplyEngine engine) {
    this.dialogs = dialogs;
    this.engine = engine;
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

  /**
   * Returns the visitor, after moving everything of an anonymous visitor to her: dialogs, and
   * replies that are running. Idempotent. The anonymous visitor ends.
   *
   * @throws StorageUnavailableException if nothing was moved, because the database does not answer
   */
  public Visitor identify(
      AssistantName assistant, IntFunction<VisitorId> lives, VisitorId anonymous) {
    var before = new Visitor(anonymous, assistant);
    Visitor identified;
    do {
      // Each further round means that this life was erased meanwhile.
      identified = new Visitor(lives.apply(current(assistant, lives)), assistant);
    } while (!dialogs.move(before, identified.id()));
    engine.move(before, identified);
    return identified;
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
