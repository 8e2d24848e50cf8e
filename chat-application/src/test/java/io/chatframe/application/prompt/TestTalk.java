package io.chatframe.application.prompt;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.VisitorMessage;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Builds messages of one dialog, each following the previous one. */
final class TestTalk {
  private final DialogId dialog = new DialogId(UUID.randomUUID());
  private Optional<MessageId> newest = Optional.empty();
  private int seq;

  VisitorMessage asked(String text) {
    return asked(text, Optional.empty());
  }

  VisitorMessage asked(String text, Optional<String> context) {
    var id = new MessageId(UUID.randomUUID());
    var asked = new VisitorMessage(id, dialog, ++seq, newest, text, context, Instant.EPOCH);
    newest = Optional.of(id);
    return asked;
  }

  Reply answered(String text) {
    return answered(
        new ReplyText("hidden", text), ReplyEnd.completed(FinishReason.STOP, Instant.EPOCH));
  }

  Reply stopped(String text) {
    return answered(new ReplyText("", text), ReplyEnd.stopped(Instant.EPOCH));
  }

  Reply failed(ReplyErrorCode code, String text) {
    return answered(
        new ReplyText("hidden", text), ReplyEnd.failed(ReplyError.of(code), Instant.EPOCH));
  }

  Reply filtered(String text) {
    return answered(
        new ReplyText("", text), ReplyEnd.completed(FinishReason.CONTENT_FILTER, Instant.EPOCH));
  }

  private Reply answered(ReplyText text, ReplyEnd end) {
    var id = new ReplyId(UUID.randomUUID());
    var reply =
        new Reply(
            id,
            dialog,
            ++seq,
            newest.orElseThrow(),
            Instant.EPOCH,
            "model-1",
            Lineage.first(),
            text,
            Optional.of(end));
    newest = Optional.of(id.message());
    return reply;
  }

  /** Skips counters, as if messages of other branches had taken them. */
  void skip(int counters) {
    seq += counters;
  }
}
