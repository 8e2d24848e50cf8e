package io.chatframe.adapter.llm.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.ProviderError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OtherEndpointTest {
  private static final ScriptedAnswer NOT_FOUND =
      ScriptedAnswer.status(404, Map.of("Content-Type", "text/plain"), "404 page not found");

  private final ScriptedProvider provider = ScriptedProvider.start();
  private final ProvidersLlm llm =
      Adapters.providers(
          "base-url=http://127.0.0.1:" + provider.baseUri().getPort(), "model=a-model");

  @AfterEach
  void close() {
    llm.close();
    provider.close();
  }

  private String answer() {
    return Adapters.text(Adapters.readAll(llm.open(Adapters.asking("script:words count=2"))));
  }

  private LlmFailure failure() {
    return catchThrowableOfType(
            LlmException.class, () -> Adapters.readAll(llm.open(Adapters.asking("Hello?"))))
        .failure();
  }

  private List<String> paths() {
    return provider.exchanges().stream().map(exchange -> exchange.request().path()).toList();
  }

  @Test
  void asksAnAddressWithoutAPathUnderV1() {
    assertThat(answer()).isEqualTo("word1 word2 ");

    assertThat(paths()).containsExactly("/v1/chat/completions");
  }

  @Test
  void asksAtTheRootWhereNothingIsUnderV1AndRemembersIt() {
    provider.answerWith(NOT_FOUND);

    assertThat(answer()).isEqualTo("word1 word2 ");
    assertThat(answer()).isEqualTo("word1 word2 ");

    assertThat(paths())
        .containsExactly("/v1/chat/completions", "/chat/completions", "/chat/completions");
  }

  @Test
  void remembersNothingIfNeitherIsFound() {
    provider.answerWith(NOT_FOUND, NOT_FOUND);

    assertThat(failure())
        .isInstanceOfSatisfying(
            LlmFailure.Rejected.class, refused -> assertThat(refused.status()).isEqualTo(404));
    assertThat(answer()).isEqualTo("word1 word2 ");

    assertThat(paths())
        .containsExactly("/v1/chat/completions", "/chat/completions", "/v1/chat/completions");
  }

  @Test
  void reportsTheFailureAtTheFirstAddressToo() {
    provider.answerWith(NOT_FOUND);
    LlmStream stream = llm.open(Adapters.asking("script:words count=2"));

    Adapters.readAll(stream);

    assertThat(stream.failures()).extracting(FailedRequest::refusal).containsExactly("404");
  }

  @Test
  void remembersTheAddressThatDoesNotKnowTheModel() {
    ScriptedAnswer unknown =
        ScriptedAnswer.status(404, Map.of(), "{\"error\":{\"code\":\"model_not_found\"}}");
    provider.answerWith(unknown, NOT_FOUND);

    assertThat(failure())
        .isEqualTo(new LlmFailure.Rejected(404, new ProviderError("", "model_not_found", "")));
    assertThat(failure()).isInstanceOf(LlmFailure.Rejected.class);

    assertThat(paths()).containsExactly("/v1/chat/completions", "/v1/chat/completions");
  }

  @Test
  void reportsTheFailureOfTheRightAddress() {
    provider.answerWith(NOT_FOUND, ScriptedAnswer.status(401, Map.of(), ""));

    assertThat(failure()).isEqualTo(new LlmFailure.NotAuthorised(401));
  }

  @Test
  void doesNotTryAnotherAddressAfterAnyOtherFailure() {
    provider.answerWith(ScriptedAnswer.status(400, Map.of(), ""));

    assertThat(failure()).isInstanceOf(LlmFailure.Rejected.class);
    assertThat(paths()).containsExactly("/v1/chat/completions");
  }
}
