package io.chatframe.application;

import io.chatframe.domain.Erasure;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.IdSource;
import io.chatframe.domain.port.StorageUnavailableException;

/** Says who begins a session. */
public final class WelcomeVisitor {
  private final DialogRepository dialogs;
  private final IdSource ids;

  public WelcomeVisitor(DialogRepository dialogs, IdSource ids) {
    this.dialogs = dialogs;
    this.ids = ids;
  }

  /** An unknown visitor. */
  public Visitor welcome(AssistantName assistant) {
    return new Visitor(new VisitorId(ids.next()), assistant);
  }

  /** The visitor of this id; an unknown one if she was erased at this assistant. */
  public Visitor welcomeBack(VisitorId id, AssistantName assistant) {
    var known = new Visitor(id, assistant);
    try {
      return dialogs.erasure(known) == Erasure.NONE ? known : welcome(assistant);
    } catch (StorageUnavailableException e) {
      // Sessions do without a database. An erasure is found out with the next message.
      return known;
    }
  }
}
