package io.chatframe.adapter.llm.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThinkTagsTest {
  private final ModelHabit habit = new ModelHabit();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "\"<think>a</think>b\" | a | b",
        "\" <think> a</think> b\" | a | b",
        "\"<think></think>b\" | \"\" | b",
        "\"<think>/n/n</think>/n/nb\" | \"\" | b",
        "\"<think>a</thinker></think>b\" | a</thinker> | b",
        "\"<think>a < b</think>c\" | \"a < b\" | c",
        "\"<THINK>a</Think>b\" | a | b",
        "\"<thinking>a</thinking>b\" | a | b",
        "\"<thought>a</thought>b\" | a | b",
        "\"<reasoning>a</think></reasoning>b\" | a</think> | b",
        "\"[THINK]a[/THINK]b\" | a | b",
        "\"◁think▷a◁/think▷b\" | a | b",
        "\"<think>a</think>/n<think>c</think>b\" | ac | b",
        "\"b <think>c</think>\" | \"\" | \"b <think>c</think>\"",
        "\"  b\" | \"\" | \"  b\"",
        "\"<thin\" | \"\" | <thin",
        "\"<thing>\" | \"\" | <thing>",
        "\"[1] is a link\" | \"\" | \"[1] is a link\"",
        "\"<think>a</think>b</think>\" | a | b</think>",
      })
  void areReadTheSameHoweverTheyAreSplit(String whole, String reasoning, String text) {
    everySplit(whole, reasoning, text, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "\"Okay…/n</think>/n/nHello\" | \"Okay…/n\" | Hello",
        "\"Okay.</think>Hello\" | Okay. | Hello",
        "\"Okay. </think>/n/nHello\" | \"Okay. \" | Hello",
        "\"</think>/n/nHello\" | \"\" | Hello",
        "\"Okay/n</thinking>/nHello\" | \"Okay/n\" | Hello",
        "\"Okay◁/think▷Hello\" | Okay | Hello",
        "\"Hm.<|end|><|start|>assistant<|channel|>final<|message|>Hello\" | Hm. | Hello",
        "\"Is 1 < 2?/n</think>Yes </think>/n\" | \"Is 1 < 2?/n\" | \"Yes </think>/n\"",
      })
  void endAThoughtThatThePromptBegan(String whole, String reasoning, String text) {
    everySplit(whole, reasoning, text, true);

    assertThat(habit.thinksUnopened()).isTrue();
    // Now known, it is reported as reasoning from the start.
    everySplit(whole, reasoning, text, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "\"It ends with `</think>`./n\"",
        "\"It ends with </think> always.\"",
        "\"It ends with \"\"</think>\"\", so.\"",
        "\"```/n</think>/n```/nSo.\"",
        "\"Write <think>a/n</think>/n/nfirst.\"",
        "\"A <thi of 3 </thi\"",
      })
  void areTextBetweenWordsInCodeAndInQuotes(String whole) {
    everySplit(whole, "", whole, true);

    assertThat(habit.thinksUnopened()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "\"<think>never ends\" | \"never ends\"",
        "\"<think>a</thi\" | a</thi",
        "\"<reasoning>/n a\" | a",
      })
  void makeAnUnclosedThoughtTheAnswerIfItIsComplete(String whole, String text) {
    everySplit(whole, "", text, true);

    assertThat(split(false, whole.replace("/n", "\n"))).isEqualTo(text + "|");
  }

  @Test
  void areNoLongerExpectedAfterAnAnswerWithoutThem() {
    habit.thinksUnopened(true);

    assertThat(split(true, "Just an ", "answer.")).isEqualTo("|Just an answer.");
    assertThat(habit.thinksUnopened()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "\"<~channel~>analysis<~message~>Hm.<~end~><~start~>assistant<~channel~>final<~message~>Yes.<~return~>\""
            + " | Hm. | Yes.",
        "\"<~channel~>analysis<~message~>a<b<~end~><~start~>assistant<~channel~>commentary<~message~>c<~end~><~start~>assistant<~channel~>final"
            + " <~constrain~>json<~message~>{x<~y}\" | a<bc | {x<~y}",
        "\"<~start~>assistant<~message~>Yes.\" | \"\" | Yes.",
        "\"<~channel~>final<~message~>Yes <~\" | \"\" | \"Yes <~\"",
        "\"<~channel~>analysis<~message~>Hm.\" | Hm. | \"\"",
      })
  void separateTheFinalChannelFromReasoning(String whole, String reasoning, String text) {
    everySplit(whole.replace('~', '|'), reasoning.replace('~', '|'), text.replace('~', '|'), true);
  }

  private void everySplit(String told, String reasoning, String text, boolean anew) {
    String whole = told.replace("/n", "\n");
    String expected = reasoning.replace("/n", "\n") + "|" + text.replace("/n", "\n");
    for (int i = 0; i <= whole.length(); i++) {
      for (int j = i; j <= whole.length(); j++) {
        habit.thinksUnopened(!anew);
        assertThat(split(true, whole.substring(0, i), whole.substring(i, j), whole.substring(j)))
            .as("split at %d and %d", i, j)
            .isEqualTo(expected);
      }
    }
  }

  private String split(boolean saidAll, String... pieces) {
    StringBuilder reasoning = new StringBuilder();
    StringBuilder text = new StringBuilder();
    ThinkTags tags =
        new ThinkTags(
            true,
            habit,
            new ThinkTags.Listener() {
              @Override
              public void reasoning(String piece) {
                reasoning.append(piece);
              }

              @Override
              public void text(String piece) {
                text.append(piece);
              }

              @Override
              public void textWasReasoning() {
                reasoning.append(text);
                text.setLength(0);
              }

              @Override
              public void reasoningWasText(String told) {
                assertThat(reasoning.toString()).endsWith(told);
                reasoning.setLength(reasoning.length() - told.length());
                text.append(told);
              }
            });
    for (String piece : pieces) {
      tags.take(piece);
    }
    tags.end(saidAll);
    return reasoning + "|" + text;
  }
}
