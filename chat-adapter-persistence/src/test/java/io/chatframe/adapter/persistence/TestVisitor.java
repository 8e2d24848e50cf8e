package io.chatframe.adapter.persistence;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.NewMessage;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.ReplyRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A new visitor and the node that answers her. */
public final class TestVisitor {
  public final NodeId node = new NodeId(UUID.randomUUID());
  public final Visitor visitor =
      new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));
  private final ReplyRepository replies;

  public TestVisitor(ReplyRepository replies) {
    this.replies = replies;
  }

  public static DialogId newDialog() {
    return new DialogId(UUID.randomUUID());
  }

  public Reply ask(DialogId dialog, String text) {
    return begun(replies.accept(message(dialog, text)));
  }

  public Reply ask(DialogId dialog, String text, ReplyId reply) {
    return begun(replies.accept(message(dialog, text, reply)));
  }

  public NewMessage message(DialogId dialog, String text) {
    return message(dialog, text, new ReplyId(UUID.randomUUID()));
  }

  private NewMessage message(DialogId dialog, String text, ReplyId reply) {
    return new NewMessage(
        visitor,
        dialog,
        new MessageId(UUID.randomUUID()),
        new Place.NewestLeaf(),
        text,
        Optional.empty(),
        "Title",
        reply(reply));
  }

  public NewReply reply(ReplyId id) {
    return new NewReply(id, node, "model-1", 1_000);
  }

  public boolean end(Reply reply, String text) {
    var end =
        new ReplyEnd(
            ReplyStatus.STOPPED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH);
    return replies.end(node, reply.id(), 1, new ReplyText("", text), end);
  }

  private static Reply begun(Acceptance acceptance) {
    return ((Acceptance.Begun) acceptance).reply();
  }
}
