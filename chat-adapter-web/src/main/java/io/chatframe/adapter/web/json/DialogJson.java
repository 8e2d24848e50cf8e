package io.chatframe.adapter.web.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.text.TextRule;
import java.time.Instant;
import java.util.Optional;

/**
 * A dialog on the wire.
 *
 * @param preview how its newest message that has text begins, on one line
 */
public record DialogJson(
    String id,
    String title,
    Instant createdAt,
    Instant updatedAt,
    Optional<String> preview,
    Optional<String> running) {
  /** A dialog with a page of its messages. */
  public record WithMessages(@JsonUnwrapped DialogJson dialog, PageJson<MessageJson> messages) {}

  public static DialogJson of(Dialog dialog) {
    return new DialogJson(
        dialog.id().toString(),
        dialog.title(),
        dialog.createdAt(),
        dialog.updatedAt(),
        dialog.preview().map(TextRule::line),
        dialog.running().map(ReplyId::toString));
  }
}
