package io.chatframe.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThinkTagsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "\"<think>a</think>b\" | a | b",
        "\" <think> a</think> b\" | a | b",
        "\"<think></think>b\" | \"\" | b",
        "\"<think>a</thinker></think>b\" | a</thinker> | b",
        "\"<think>a < b</think>c\" | \"a < b\" | c",
        "\"<think>never ends\" | \"never ends\" | \"\"",
        "\"<think>a</thi\" | a</thi | \"\"",
        "\"b <think>c</think>\" | \"\" | \"b <think>c</think>\"",
        "\"  b\" | \"\" | \"  b\"",
        "\"<thin\" | \"\" | <thin",
        "\"<thing>\" | \"\" | <thing>",
        "\"<think>a</think>b</think>\" | a | b</think>",
      })
  void areTheSameWhereverTheyAreSplit(String whole, String reasoning, String text) {
    for (int i = 0; i <= whole.length(); i++) {
      for (int j = i; j <= whole.length(); j++) {
        assertThat(split(whole.substring(0, i), whole.substring(i, j), whole.substring(j)))
            .as("split at %d and %d", i, j)
            .isEqualTo(reasoning + "|" + text);
      }
    }
  }

  private static String split(String... pieces) {
    StringBuilder reasoning = new StringBuilder();
    StringBuilder text = new StringBuilder();
    ThinkTags tags = new ThinkTags(true, reasoning::append, text::append);
    for (String piece : pieces) {
      tags.take(piece);
    }
    tags.end();
    return reasoning + "|" + text;
  }
}
