package io.chatframe.application.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.Message;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmMessage.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DialogTurnsTest {
  private static final String LEFT_OUT = "[Earlier messages of this dialog are left out.]\n\n";

  private final TestTalk talk = new TestTalk();

  @Test
  void leavesOutReasoningAndEmptyRepliesAndJoinsTheQuestionsAroundThem() {
    List<Message> path =
        List.of(talk.asked("One"), talk.stopped(""), talk.asked("Two"), talk.answered("Answer"));

    assertThat(all(path)).containsExactly(user("One\n\nTwo"), assistant("Answer"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ReplyErrorCode.class,
      names = {"REQUEST_REJECTED", "CONTEXT_TOO_LONG", "CONTENT_FILTERED"})
  void leavesOutAQuestionThatWasRefused(ReplyErrorCode code) {
    List<Message> path =
        List.of(
            talk.asked("One"),
            talk.answered("Answer"),
            talk.asked("Bad", Optional.of("context")),
            talk.failed(code, ""),
            talk.asked("Harmless"));

    assertThat(all(path)).containsExactly(user("One"), assistant("Answer"), user("Harmless"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ReplyErrorCode.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"REQUEST_REJECTED", "CONTEXT_TOO_LONG", "CONTENT_FILTERED"})
  void keepsAQuestionThatWasNotAnsweredForAnotherReason(ReplyErrorCode code) {
    List<Message> path = List.of(talk.asked("One"), talk.failed(code, ""), talk.asked("Two"));

    assertThat(all(path)).containsExactly(user("One\n\nTwo"));
  }

  @Test
  void leavesOutAQuestionWhoseWholeAnswerWasFiltered() {
    List<Message> path = List.of(talk.asked("Bad"), talk.filtered(" \n"), talk.asked("Two"));

    assertThat(all(path)).containsExactly(user("Two"));
  }

  @Test
  void leavesOutAllQuestionsThatWereRefusedTogether() {
    List<Message> path =
        List.of(
            talk.asked("One"),
            talk.failed(ReplyErrorCode.PROVIDER_UNAVAILABLE, ""),
            talk.asked("Two"),
            talk.failed(ReplyErrorCode.REQUEST_REJECTED, ""),
            talk.asked("Three"),
            talk.stopped(""),
            talk.asked("Four"));

    assertThat(all(path)).containsExactly(user("Three\n\nFour"));
  }

  @Test
  void leavesOutOneRefusedQuestionAfterTheOther() {
    List<Message> path =
        List.of(
            talk.asked("One"),
            talk.failed(ReplyErrorCode.REQUEST_REJECTED, ""),
            talk.asked("Two"),
            talk.failed(ReplyErrorCode.CONTENT_FILTERED, ""),
            talk.asked("Three"));

    assertThat(all(path)).containsExactly(user("Three"));
  }

  @Test
  void keepsARefusedReplyThatSaidSomething() {
    List<Message> path =
        List.of(
            talk.asked("One"),
            talk.failed(ReplyErrorCode.REQUEST_REJECTED, "So far"),
            talk.asked("Two"));

    assertThat(all(path)).containsExactly(user("One"), assistant("So far"), user("Two"));
  }

  @Test
  void asksARefusedQuestionAgainWhenItsReplyIsRetried() {
    var bad = talk.asked("Bad");

    assertThat(all(List.of(bad))).containsExactly(user("Bad"));
  }

  @Test
  void findsTheSameCutHoweverMuchHistoryItIsGiven() {
    var path = new ArrayList<Message>();
    for (int turn = 0; turn < 120; turn++) {
      path.add(talk.asked("q" + "x".repeat(399)));
      if (turn < 119) {
        path.add(talk.answered("y".repeat(400)));
        talk.skip(turn % 7 == 0 ? 3 : 0);
      }
    }

    List<LlmMessage> whole = DialogTurns.of(path).within(4_000);

    for (int first = 1; first < path.size() - 41; first++) {
      assertThat(DialogTurns.of(path.subList(first, path.size())).within(4_000)).isEqualTo(whole);
    }
    assertThat(whole.getFirst().role()).isEqualTo(Role.USER);
    assertThat(whole.getFirst().text()).startsWith(LEFT_OUT);
    assertThat(whole).hasSizeBetween(10, 40);
  }

  @Test
  void keepsItsBeginningForAboutHalfABudget() {
    var path = new ArrayList<Message>();
    List<LlmMessage> before = List.of();
    int cuts = 0;
    for (int turn = 0; turn < 1_000; turn++) {
      path.add(talk.asked("x".repeat(400)));
      List<LlmMessage> now = DialogTurns.of(path).within(4_000);
      boolean begins = now.size() >= before.size() && now.subList(0, before.size()).equals(before);
      cuts += begins ? 0 : 1;
      before = now;
      path.add(talk.answered("y".repeat(400)));
    }

    // Twenty turns fit; a cut every ten would be a hundred.
    assertThat(cuts).isBetween(50, 130);
  }

  @Test
  void givesTheLastQuestionHoweverLongItIs() {
    List<Message> path =
        List.of(talk.asked("One"), talk.answered("Answer"), talk.asked("x".repeat(1_000)));

    assertThat(DialogTurns.of(path).within(100))
        .containsExactly(user(LEFT_OUT + "x".repeat(1_000)));
  }

  @Test
  void saysThatSomethingIsLeftOutAlthoughTheVisiblePartWouldFit() {
    List<Message> path =
        List.of(talk.asked("One"), talk.answered("1"), talk.asked("Two"), talk.answered("2"));

    var later = List.of(path.get(2), path.get(3), talk.asked("Three"));

    assertThat(DialogTurns.of(later).within(1_000).getFirst().text()).startsWith(LEFT_OUT);
  }

  private static List<LlmMessage> all(List<Message> path) {
    return DialogTurns.of(path).within(1_000_000);
  }

  private static LlmMessage user(String text) {
    return new LlmMessage(Role.USER, text);
  }

  private static LlmMessage assistant(String text) {
    return new LlmMessage(Role.ASSISTANT, text);
  }
}
