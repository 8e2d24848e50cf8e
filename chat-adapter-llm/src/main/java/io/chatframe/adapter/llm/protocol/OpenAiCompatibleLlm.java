package io.chatframe.adapter.llm.protocol;

import io.chatframe.adapter.llm.answer.AnswerReader;
import io.chatframe.adapter.llm.answer.FinishWords;
import io.chatframe.adapter.llm.http.ProviderClient;
import io.chatframe.adapter.llm.provider.Endpoint;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.request.Backoff;
import io.chatframe.adapter.llm.request.LlmMeters;
import io.chatframe.adapter.llm.request.ProviderLlm;
import io.chatframe.adapter.llm.request.RequestBody;
import io.chatframe.adapter.llm.request.RequestForm;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmRequest;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * A provider that speaks the chat completions protocol: DeepSeek first, and the many that followed
 * OpenAI.
 */
public final class OpenAiCompatibleLlm extends ProviderLlm {
  public OpenAiCompatibleLlm(
      Provider provider, LlmMeters meters, Backoff backoff, TimeSource time) {
    super(provider, meters, backoff, time);
  }

  @Override
  protected RequestBody body(LlmRequest request, Optional<String> prefix, RequestForm form) {
    return new ChatRequestJson(
            request, prefix, provider.switches(), provider.models().facts(request.model()), form)
        .body();
  }

  @Override
  protected OptionalInt usualMaxTokens(String model) {
    return OptionalInt.empty();
  }

  @Override
  protected HttpPost post(Endpoint endpoint, LlmRequest request, byte[] body) {
    HttpPost post =
        ProviderClient.post(
            endpoint.completions(request.model(), request.prefix().isPresent()),
            body,
            provider.credentials().headers());
    provider.credentials().key().ifPresent(key -> post.setHeader(authorization(endpoint, key)));
    return post;
  }

  private static BasicHeader authorization(Endpoint endpoint, String key) {
    return endpoint.apiVersion().isPresent()
        ? new BasicHeader("api-key", key, true)
        : new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key, true);
  }

  @Override
  protected AnswerReader reader(FinishWords words) {
    return new ChatChunkJson(words, provider.credentials().secret());
  }
}
