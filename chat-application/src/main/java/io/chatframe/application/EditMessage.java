package io.chatframe.application;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.util.Map;

/** Puts another message of the visitor beside one of hers, and begins the reply to it. */
public final class EditMessage {
  private final DialogRepository dialogs;
  private final SendMessage send;

  public EditMessage(DialogRepository dialogs, SendMessage send) {
    this.dialogs = dialogs;
    this.send = send;
  }

  /**
   * Stores the new message and its reply, as {@link SendMessage} does and as idempotently; the old
   * one stays as it is.
   *
   * @param id names the new message; made by the client
   * @param facts what the host page says of the moment, by name
   * @throws RefusedException if nothing was stored
   */
  public Reply edit(
      Visitor visitor, MessageId edited, MessageId id, String text, Map<String, String> facts) {
    DialogId dialog =
        dialogs
            .dialogOf(visitor, edited)
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("message")));
    return send.send(visitor, dialog, new Place.Beside(edited), id, text, facts);
  }
}
