package io.chatframe.domain.port;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Visitor;
import java.util.Optional;

/**
 * A visitor's message about to be accepted, with the reply that will answer it.
 *
 * @param dialog created by its first message
 * @param context what the model is told of this moment, after the text
 * @param title what the dialog is called when this message creates it
 */
public record NewMessage(
    Visitor visitor,
    DialogId dialog,
    MessageId id,
    Place place,
    String text,
    Optional<String> context,
    String title,
    NewReply reply) {}
