package io.chatframe.application;

import io.chatframe.domain.Erasure;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.IdSource;
import io.chatframe.domain.port.StorageUnavailableException;

/** Determines the visitor of a new session. */
public final class WelcomeVisitor {
  private final DialogRepository dialogs;
  private final IdSource ids;

  public WelcomeVisitor(DialogRepository dialogs, IdSource ids) {
    this.dialogs = dialogs;
    this.ids = ids;
  }

  /** Creates a new visitor. */
  public Visitor welcome(AssistantName assistant) {
    return new Visitor(new VisitorId(ids.next()), assistant);
  }

  /** Returns the visitor with this id, or a new one if she was erased at this assistant. */
  public Visitor welcomeBack(VisitorId id, AssistantName assistant) {
    var known = new Visitor(id, assistant);
    try {
      return dialogs.erasure(known) == Erasure.NONE ? known : welcome(assistant);
    } catch (StorageUnavailableException e) {
      // Sessions work without a database. The next message detects an erasure.
      return known;
    }
  }
}
