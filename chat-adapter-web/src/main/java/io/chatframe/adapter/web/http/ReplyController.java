package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.body.BodyReader;
import io.chatframe.adapter.web.body.StrictJson;
import io.chatframe.adapter.web.json.FeedbackJson;
import io.chatframe.adapter.web.json.ReplyJson;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.Problems;
import io.chatframe.application.ContinueReply;
import io.chatframe.application.RateReply;
import io.chatframe.application.RegenerateReply;
import io.chatframe.application.reply.FollowReply;
import io.chatframe.application.reply.StopReply;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.feedback.Rating;
import io.chatframe.domain.limit.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads, follows, stops, rates, regenerates and continues replies. */
@RestController
@RequestMapping("/api/v1/replies/{reply}")
final class ReplyController {
  private final FollowReply follow;
  private final StopReply stop;
  private final RegenerateReply regenerate;
  private final ContinueReply continueReply;
  private final RateReply rate;
  private final ReplyAnswers answers;

  private record ReplyRequest(ReplyId id) {}

  private record FeedbackRequest(String rating, Optional<String> reason) {}

  ReplyController(
      FollowReply follow,
      StopReply stop,
      RegenerateReply regenerate,
      ContinueReply continueReply,
      RateReply rate,
      ReplyAnswers answers) {
    this.follow = follow;
    this.stop = stop;
    this.regenerate = regenerate;
    this.continueReply = continueReply;
    this.rate = rate;
    this.answers = answers;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  void read(Visitor visitor, @PathVariable String reply, HttpServletResponse response)
      throws IOException {
    JsonAnswer.ok(response, ReplyJson.of(follow.read(visitor, PathIds.reply(reply))));
  }

  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void follow(
      Visitor visitor,
      @PathVariable String reply,
      HttpServletRequest request,
      HttpServletResponse response) {
    boolean headersOnly = request.getMethod().equals("HEAD");
    answers.follow(visitor, PathIds.reply(reply), from(request), headersOnly, response);
  }

  @PostMapping(path = "/stop", produces = MediaType.APPLICATION_JSON_VALUE)
  void stop(Visitor visitor, @PathVariable String reply, HttpServletResponse response)
      throws IOException, InterruptedException {
    JsonAnswer.ok(response, ReplyJson.of(stop.stop(visitor, PathIds.reply(reply))));
  }

  @PutMapping(path = "/feedback", produces = MediaType.APPLICATION_JSON_VALUE)
  void rate(
      Visitor visitor,
      @PathVariable String reply,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ReplyId id = PathIds.reply(reply);
    var body = BodyReader.read(request, FeedbackRequest.class);
    Rating rating =
        Rating.named(body.rating())
            .orElseThrow(() -> StrictJson.invalid("\"rating\" is not one of up, down"));
    JsonAnswer.ok(response, FeedbackJson.of(rate.rate(visitor, id, rating, body.reason())));
  }

  @DeleteMapping("/feedback")
  void takeBack(Visitor visitor, @PathVariable String reply, HttpServletResponse response) {
    rate.takeBack(visitor, PathIds.reply(reply));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  @PostMapping("/regenerate")
  void regenerate(
      Caller caller,
      @PathVariable String reply,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    AnswerForm form = AnswerForm.of(request);
    ReplyId beside = PathIds.reply(reply);
    ReplyId id = BodyReader.read(request, ReplyRequest.class).id();
    answers.answer(
        caller.visitor(), () -> regenerate.regenerate(caller, beside, id), form, response);
  }

  @PostMapping("/continue")
  void continueFrom(
      Caller caller,
      @PathVariable String reply,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    AnswerForm form = AnswerForm.of(request);
    ReplyId cut = PathIds.reply(reply);
    ReplyId id = BodyReader.read(request, ReplyRequest.class).id();
    answers.answer(
        caller.visitor(), () -> continueReply.continueFrom(caller, cut, id), form, response);
  }

  /** Browsers may send an empty Last-Event-ID before they have seen an id; it counts as absent. */
  private static Cursor from(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Last-Event-ID"))
        .filter(id -> !id.isEmpty())
        .or(() -> new Query(request).one("after").filter(id -> !id.isEmpty()))
        .map(id -> Cursor.parse(id).orElseThrow(() -> new ProblemException(Problems.badCursor())))
        .orElse(Cursor.start());
  }
}
