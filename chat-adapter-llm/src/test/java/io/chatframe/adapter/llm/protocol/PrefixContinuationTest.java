package io.chatframe.adapter.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.answer.Seam;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.scripted.ScriptedRequest;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model continues the beginning of an answer. */
final class PrefixContinuationTest {
  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void sendsThePrefixAsTheLastMessageWithoutThinking() {
    String beta = provider.baseUri().resolve("/beta").toString();
    try (OpenAiCompatibleLlm llm = llm(true, beta, false)) {
      Adapters.readAll(llm.open(continuing("script:words count=3", "word1 wo")));
    }

    ScriptedRequest sent = provider.awaitExchange().request();
    assertThat(sent.path()).isEqualTo("/beta/chat/completions");
    assertThat(sent.body())
        .contains("{\"role\":\"assistant\",\"content\":\"word1 wo\",\"prefix\":true}]")
        .contains("\"thinking\":{\"type\":\"disabled\"}");
  }

  @Test
  void streamsTheContinuationOnly() {
    try (OpenAiCompatibleLlm llm = llm(true, null, false)) {
      assertThat(answer(llm, "script:words count=4 reasoning=3", "word1 wo"))
          .isEqualTo("rd2 word3 word4 ");
      assertThat(answer(llm, "script:words count=2", "word1 ")).isEqualTo("word2 ");
    }
    assertThat(provider.awaitExchange().request().path()).isEqualTo("/v1/chat/completions");
  }

  @Test
  void saltsEveryCallDifferently() {
    try (OpenAiCompatibleLlm llm = llm(true, null, false)) {
      String script = "script:words count=4 salt=true";

      assertThat(Adapters.text(Adapters.readAll(llm.open(Adapters.asking(script)))))
          .isEqualTo("w1-s1 w2-s1 w3-s1 w4-s1 ");
      assertThat(answer(llm, script, "w1-s1 w2-s1 w")).isEqualTo("3-s2 w4-s2 ");
      assertThat(answer(llm, script, "w1-s1 w2-s1 ")).isEqualTo("w3-s3 w4-s3 ");
      assertThat(answer(llm, script, "w1-s1 w2-s1")).isEqualTo(" w3-s4 w4-s4 ");
    }
  }

  @Test
  void neitherSendsNorRepeatsRefusedWhiteSpace() {
    ScriptedAnswer spaceInPieces =
        ScriptedAnswer.stream(
            new ScriptedChunks().text("\n").text("\n- b").finish("stop").done().toString());
    try (OpenAiCompatibleLlm llm = llm(true, null, true)) {
      provider.answerWith(spaceInPieces);

      List<LlmEvent> events = Adapters.readAll(llm.open(continuing("?", "- a\n\n")));

      assertThat(Adapters.text(events)).isEqualTo("- b");
      assertThat(provider.awaitExchange().request().prefix()).contains("- a");
    }
  }

  @ParameterizedTest
  @CsvSource({"_,_b,b", "_,b,b", "_|,_|b,b", "_|,_b,b", "_,__b,_b", "'',_b,_b", "_,_,''"})
  void seamDropsOnlyRepeatedWhiteSpace(String space, String continuation, String left) {
    String end = space.replace('_', ' ').replace('|', '\n');
    String piece = continuation.replace('_', ' ').replace('|', '\n');
    Seam whole = Seam.of("a" + end, true);
    Seam dripped = Seam.of("a" + end, true);
    StringBuilder drops = new StringBuilder();
    piece.chars().forEach(c -> drops.append(dripped.mend(Character.toString(c))));

    assertThat(whole.sent()).isEqualTo("a");
    assertThat(whole.mend(piece)).isEqualTo(left.replace('_', ' ')).isEqualTo(drops.toString());
  }

  @Test
  void onlyDeepSeeksOwnHostContinuesByDefault() {
    Provider own = provider(null, "https://api.deepseek.com", null, false);
    Provider other = provider(null, "http://localhost:1/v1", null, false);

    assertThat(continues(own)).isTrue();
    assertThat(own.endpoint().prefixBaseUrl().uri()).hasToString("https://api.deepseek.com/beta");
    assertThat(continues(provider(false, "https://api.deepseek.com/v1", null, false))).isFalse();
    assertThat(continues(other)).isFalse();
    assertThat(other.endpoint().prefixBaseUrl().uri()).hasToString("http://localhost:1/v1");
    assertThat(continues(provider(true, "http://localhost:1/v1", null, false))).isTrue();
    try (OpenAiCompatibleLlm llm = llm(true, null, false)) {
      assertThat(llm.model("a-model").continuesPrefix()).isTrue();
    }
  }

  private static boolean continues(Provider provider) {
    return provider.models().describe("default/m", "m").continuesPrefix();
  }

  private static String answer(OpenAiCompatibleLlm llm, String question, String prefix) {
    return Adapters.text(Adapters.readAll(llm.open(continuing(question, prefix))));
  }

  private OpenAiCompatibleLlm llm(boolean on, @Nullable String prefixBaseUrl, boolean stripped) {
    return new OpenAiCompatibleLlm(
        provider(on, provider.baseUri().toString(), prefixBaseUrl, stripped),
        Adapters.METERS,
        Adapters.BACKOFF,
        Adapters.TIME);
  }

  private static Provider provider(
      @Nullable Boolean on, String baseUrl, @Nullable String prefixBaseUrl, boolean stripped) {
    return Adapters.provider(
        "default",
        "base-url=" + baseUrl,
        "api-key=" + Adapters.KEY,
        "dialect=deepseek",
        "byte-gap=30s",
        "first-payload=30s",
        "prefix-continuation=" + (on == null ? "" : on),
        "prefix-base-url=" + (prefixBaseUrl == null ? "" : prefixBaseUrl),
        "prefix-stripped=" + stripped);
  }

  private static LlmRequest continuing(String question, String prefix) {
    return new LlmRequest(
        "a-model",
        List.of(),
        List.of(new LlmMessage(LlmMessage.Role.USER, question)),
        Optional.of(prefix),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        true,
        Optional.empty(),
        Optional.empty());
  }
}
