package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.body.BodyReader;
import io.chatframe.adapter.web.body.HostFacts;
import io.chatframe.adapter.web.identity.VerifiedToken;
import io.chatframe.application.EditMessage;
import io.chatframe.application.SendMessage;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.limit.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accepts a visitor's messages and edits. */
@RestController
final class MessageController {
  private final SendMessage send;
  private final EditMessage edit;
  private final ReplyAnswers answers;

  private record SentMessage(
      MessageId id, String text, Optional<MessageId> parent, HostFacts context) {}

  private record EditedMessage(MessageId id, String text, HostFacts context) {}

  MessageController(SendMessage send, EditMessage edit, ReplyAnswers answers) {
    this.send = send;
    this.edit = edit;
    this.answers = answers;
  }

  @PostMapping("/api/v1/dialogs/{dialog}/messages")
  void send(
      Caller caller,
      VerifiedToken token,
      @PathVariable String dialog,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    AnswerForm form = AnswerForm.of(request);
    DialogId id = PathIds.dialog(dialog);
    var body = BodyReader.read(request, SentMessage.class);
    var command =
        new SendMessage.Command(
            id, body.id(), body.parent(), body.text(), token.with(body.context().byName()));
    answers.answer(caller.visitor(), () -> send.send(caller, command), form, response);
  }

  @PostMapping("/api/v1/messages/{message}/edit")
  void edit(
      Caller caller,
      VerifiedToken token,
      @PathVariable String message,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    AnswerForm form = AnswerForm.of(request);
    MessageId edited = PathIds.message(message);
    var body = BodyReader.read(request, EditedMessage.class);
    answers.answer(
        caller.visitor(),
        () ->
            edit.edit(caller, edited, body.id(), body.text(), token.with(body.context().byName())),
        form,
        response);
  }
}
