package io.chatframe.domain;

import io.chatframe.domain.text.TextRule;
import java.time.Instant;
import java.util.Optional;

/**
 * The assistant's message while and after it is generated, as it stood when it was read.
 *
 * @param question the visitor's message it answers
 * @param model the model asked, as the provider names it
 * @param text what was generated, as far as the reader could know
 * @param end empty while it is generating
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

  /** This reply as it stands later, or with more of it known. */
  public Reply with(Lineage lineage, ReplyText text, Optional<ReplyEnd> end) {
    return new Reply(id, dialog, seq, question, createdAt, model, lineage, text, end);
  }

  public ReplyStatus status() {
    return end.map(ReplyEnd::status).orElse(ReplyStatus.GENERATING);
  }

  /**
   * Whether the model could go on from the end of what it said: it was cut, and said something. One
   * cut for its length by us has no room to go on.
   */
  public boolean continuable() {
    return !TextRule.isBlank(text.text()) && end.filter(Reply::isCut).isPresent();
  }

  /**
   * Whether the model was kept from answering by what it was asked: the same question would meet
   * the same refusal, in whatever dialog it stands.
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

  /** The point up to which {@link #text} goes. */
  public Cursor cursor() {
    return lineage.at(text.length());
  }
}
