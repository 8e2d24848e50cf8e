package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmRequest;
import io.chatframe.domain.port.TimeSource;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.message.BasicHeader;

/** A provider that speaks Anthropic's Messages: Anthropic itself, and DeepSeek beside its own. */
final class AnthropicLlm extends ProviderLlm {
  private static final String VERSION = "2023-06-01";

  AnthropicLlm(Provider provider, LlmMeters meters, Backoff backoff, TimeSource time) {
    super(provider, meters, backoff, time);
  }

  @Override
  HttpPost post(LlmRequest request, Optional<String> prefix) {
    byte[] body = new MessagesRequestJson(request, prefix, provider.facts(request.model())).bytes();
    HttpPost post = ProviderClient.post(provider.messages(), body, provider.headers());
    if (!post.containsHeader("anthropic-version")) {
      post.setHeader("anthropic-version", VERSION);
    }
    provider.key().ifPresent(key -> post.setHeader(new BasicHeader("x-api-key", key, true)));
    return post;
  }

  @Override
  AnswerReader reader(FinishWords words) {
    return new MessagesEventJson(words);
  }
}
