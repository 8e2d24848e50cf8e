package io.chatframe.adapter.llm;

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
final class OpenAiCompatibleLlm extends ProviderLlm {
  OpenAiCompatibleLlm(Provider provider, LlmMeters meters, Backoff backoff, TimeSource time) {
    super(provider, meters, backoff, time);
  }

  @Override
  RequestBody body(LlmRequest request, Optional<String> prefix, RequestForm form) {
    String model = request.model();
    return new ChatRequestJson(
            request,
            prefix,
            provider.switches(),
            provider.facts(model),
            form,
            provider.extraBody(model))
        .body();
  }

  @Override
  OptionalInt usualMaxTokens(String model) {
    return OptionalInt.empty();
  }

  @Override
  HttpPost post(LlmRequest request, byte[] body) {
    HttpPost post =
        ProviderClient.post(
            provider.completions(request.model(), request.prefix().isPresent()),
            body,
            provider.headers());
    provider.key().ifPresent(key -> post.setHeader(authorization(key)));
    return post;
  }

  private BasicHeader authorization(String key) {
    return provider.apiVersion().isPresent()
        ? new BasicHeader("api-key", key, true)
        : new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key, true);
  }

  @Override
  AnswerReader reader(FinishWords words) {
    return new ChatChunkJson(words, provider.secret());
  }
}
