package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.body.BodyReader;
import io.chatframe.adapter.web.body.JsonStrings;
import io.chatframe.application.EditMessage;
import io.chatframe.application.SendMessage;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes a visitor's messages, and others in their place. */
@RestController
final class MessageController {
  private final BodyReader bodies;
  private final SendMessage send;
  private final EditMessage edit;
  private final ReplyAnswers answers;

  MessageController(BodyReader bodies, SendMessage send, EditMessage edit, ReplyAnswers answers) {
    this.bodies = bodies;
    this.send = send;
    this.edit = edit;
    this.answers = answers;
  }

  @PostMapping("/api/v1/dialogs/{dialog}/messages")
  void send(
      Visitor visitor,
      @PathVariable String dialog,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    AnswerForm form = AnswerForm.of(request);
    DialogId id = PathIds.dialog(dialog);
    var body = JsonStrings.parse(bodies.read(request), Set.of("id", "text", "parent", "context"));
    var command =
        new SendMessage.Command(
            id,
            new MessageId(body.uuid("id")),
            body.optionalUuid("parent").map(MessageId::new),
            body.text("text"),
            body.facts());
    answers.answer(visitor, () -> send.send(visitor, command), form, response);
  }

  @PostMapping("/api/v1/messages/{message}/edit")
  void edit(
      Visitor visitor,
      @PathVariable String message,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    AnswerForm form = AnswerForm.of(request);
    MessageId edited = PathIds.message(message);
    var body = JsonStrings.parse(bodies.read(request), Set.of("id", "text", "context"));
    var id = new MessageId(body.uuid("id"));
    String text = body.text("text");
    answers.answer(
        visitor, () -> edit.edit(visitor, edited, id, text, body.facts()), form, response);
  }
}
