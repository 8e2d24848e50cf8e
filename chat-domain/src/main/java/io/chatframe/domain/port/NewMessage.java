package io.chatframe.domain.port;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Visitor;
import java.util.Optional;

/**
 * A visitor's message about to be accepted, with the reply that will answer it.
 *
 * @param dialog created by its first message
 * @param parent the message it follows; empty for the newest leaf of the dialog
 * @param title what the dialog is called when this message creates it
 */
public record NewMessage(
    Visitor visitor,
    DialogId dialog,
    MessageId id,
    Optional<MessageId> parent,
    String text,
    String title,
    NewReply reply) {}
