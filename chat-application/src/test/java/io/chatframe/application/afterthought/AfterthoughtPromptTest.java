package io.chatframe.application.afterthought;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.application.afterthought.AfterthoughtPrompt.Answer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AfterthoughtPromptTest {
  private final AfterthoughtPrompt prompt = new AfterthoughtPrompt(true, true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cats at sea\n- Can cats swim?\n- Why?",
        "Title: Cats at sea\n\n* Can cats swim?\n* Why?\n",
        "**Title: Cats at sea**\r\n\r\n1. Can cats swim?\r\n2) \"Why?\"",
        "# “Cats at sea”\n• Can cats swim?\n• Why?\n• Why?",
        "title： Cats at sea\nSome chatter in between\n- Can cats swim?\n- `Why?`",
      })
  void readsWhatModelsWrite(String written) {
    Answer answer = prompt.read(written);

    assertThat(answer.title()).contains("Cats at sea");
    assertThat(answer.followUps()).containsExactly("Can cats swim?", "Why?");
  }

  @Test
  void leavesOutWhatCannotBeShown() {
    Answer answer =
        prompt.read(
            "x".repeat(81)
                + "\n- "
                + "y".repeat(121)
                + "\n- \u0007bell\n- \u202Egpj.exe\n- \u200B\n- \ud800\n- **\n- Good?");

    assertThat(answer.title()).isEmpty();
    assertThat(answer.followUps()).containsExactly("Good?");
    assertThat(prompt.read(""))
        .isEqualTo(new Answer(Optional.empty(), answer.followUps().subList(0, 0)));
    assertThat(prompt.read("T\n- a\n- b\n- c\n- d").followUps()).containsExactly("a", "b", "c");
  }

  @Test
  void takesOnlyWhatWasRequested() {
    assertThat(new AfterthoughtPrompt(false, true).read("Title\n- Why?").title()).isEmpty();
    assertThat(new AfterthoughtPrompt(true, false).read("Title\n- Why?").followUps()).isEmpty();
  }

  @Test
  void showsTheBeginningAndTheEndOfALongText() {
    String question = "b" + "😀".repeat(5_000) + "e";

    String asked =
        prompt.request("m", question, "short", Optional.empty()).messages().getLast().text();

    assertThat(asked).contains("<question>\nb😀", "😀\n[…]\n😀", "😀e\n</question>");
    assertThat(asked.length()).isLessThan(3_000);
  }
}
