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
import org.apache.hc.core5.http.message.BasicHeader;

/** A provider that speaks Anthropic's Messages: Anthropic itself, and DeepSeek as an option. */
public final class AnthropicLlm extends ProviderLlm {
  private static final String VERSION = "2023-06-01";

  public AnthropicLlm(Provider provider, LlmMeters meters, Backoff backoff, TimeSource time) {
    super(provider, meters, backoff, time);
  }

  @Override
  protected RequestBody body(LlmRequest request, Optional<String> prefix, RequestForm form) {
    return new MessagesRequestJson(
            request, prefix, provider.switches(), provider.models().facts(request.model()), form)
        .body();
  }

  @Override
  protected OptionalInt usualMaxTokens(String model) {
    OptionalInt declared = provider.models().facts(model).maxTokens();
    return declared.isPresent() ? declared : OptionalInt.of(MessagesRequestJson.MAX_TOKENS);
  }

  @Override
  protected HttpPost post(Endpoint endpoint, LlmRequest request, byte[] body) {
    HttpPost post =
        ProviderClient.post(endpoint.messages(), body, provider.credentials().headers());
    if (!post.containsHeader("anthropic-version")) {
      post.setHeader("anthropic-version", VERSION);
    }
    provider
        .credentials()
        .key()
        .ifPresent(key -> post.setHeader(new BasicHeader("x-api-key", key, true)));
    return post;
  }

  @Override
  protected AnswerReader reader(FinishWords words) {
    return new MessagesEventJson(words, provider.credentials().secret());
  }
}
