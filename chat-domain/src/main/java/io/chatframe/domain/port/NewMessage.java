package io.chatframe.domain.port;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Visitor;
import java.util.Optional;

/**
 * A visitor's message to be accepted, with the reply that will answer it.
 *
 * @param dialog the dialog, which its first message creates
 * @param context facts appended to the text for the model
 * @param title the title of the dialog if this message creates it
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
