package io.chatframe.domain;

import io.chatframe.domain.text.TextRule;
import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot of the assistant's message, during or after generation.
 *
 * @param question the visitor's message it answers
 * @param model the requested model, as the provider names it
 * @param text what was generated, as far as known when it was read
 * @param end empty while generating
 */
public record Reply(
    ReplyId id,
    DialogId dialog,
    int seq,
    MessageId question,
    Instant createdAt,
    String model,
    Lineage lineage,
    ReplyText text,
    Optional<ReplyEnd> end)
    implements Message {
  @Override
  public MessageId messageId() {
    return id.message();
  }

  @Override
  public Optional<MessageId> parent() {
    return Optional.of(question);
  }

  /** A later or more complete state of this reply. */
  public Reply with(Lineage lineage, ReplyText text, Optional<ReplyEnd> end) {
    return new Reply(id, dialog, seq, question, createdAt, model, lineage, text, end);
  }

  public ReplyStatus status() {
    return end.map(ReplyEnd::status).orElse(ReplyStatus.GENERATING);
  }

  /**
   * Whether the model could continue it: it was cut off and has visible text. A reply that this
   * server cut off as too long has no room to continue.
   */
  public boolean continuable() {
    return !TextRule.isBlank(text.text()) && end.filter(Reply::isCut).isPresent();
  }

  /**
   * Whether the request itself was refused: the same question would be refused again, in any
   * dialog.
   */
  public boolean refused() {
    return TextRule.isBlank(text.text()) && end.filter(Reply::isRefusal).isPresent();
  }

  private static boolean isRefusal(ReplyEnd end) {
    return end.finishReason().equals(Optional.of(FinishReason.CONTENT_FILTER))
        || end.error().map(ReplyError::code).filter(ReplyErrorCode::refusesRequest).isPresent();
  }

  private static boolean isCut(ReplyEnd end) {
    return switch (end.status()) {
      case GENERATING -> false;
      case COMPLETED -> end.finishReason().equals(Optional.of(FinishReason.LENGTH));
      case STOPPED, INTERRUPTED -> true;
      case FAILED ->
          end.error().map(ReplyError::code).filter(ReplyErrorCode.TOO_LONG::equals).isEmpty();
    };
  }

  /** The end of {@link #text}. */
  public Cursor cursor() {
    return lineage.at(text.length());
  }
}
