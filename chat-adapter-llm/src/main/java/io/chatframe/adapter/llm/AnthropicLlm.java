package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmModel;
import io.chatframe.domain.port.LlmRequest;
import io.chatframe.domain.port.LlmStream;
import io.chatframe.domain.port.TimeSource;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.message.BasicHeader;

/** A provider that speaks Anthropic's Messages: Anthropic itself, and DeepSeek beside its own. */
final class AnthropicLlm implements ProviderLlm {
  private static final String VERSION = "2023-06-01";

  private final Provider provider;
  private final ProviderClient client;
  private final LlmMeters meters;
  private final Backoff backoff;
  private final TimeSource time;

  AnthropicLlm(Provider provider, LlmMeters meters, Backoff backoff, TimeSource time) {
    this.provider = provider;
    client = new ProviderClient(provider.connectTimeout(), provider.byteGap());
    this.meters = meters;
    this.backoff = backoff;
    this.time = time;
  }

  @Override
  public LlmStream open(LlmRequest request) {
    return new RetryingStream(
        request.model(),
        () -> attempt(request),
        meters.of(provider.name(), request.model()),
        backoff,
        time);
  }

  @Override
  public LlmModel model(String name) {
    return provider.describe(name, name);
  }

  private Attempt attempt(LlmRequest request) {
    Seam seam = Seam.of(request.prefix().orElse(""), provider.stripsPrefix());
    Optional<String> prefix = request.prefix().map(_ -> seam.sent());
    byte[] body = new MessagesRequestJson(request, prefix, provider.facts(request.model())).bytes();
    HttpPost post = ProviderClient.post(provider.messages(), body, provider.headers());
    if (!post.containsHeader("anthropic-version")) {
      post.setHeader("anthropic-version", VERSION);
    }
    provider.key().ifPresent(key -> post.setHeader(new BasicHeader("x-api-key", key, true)));
    return new Attempt(
        new Exchange(client, post, provider, time),
        new MessagesEventJson(),
        new Answer(seam, body.length));
  }

  @Override
  public void close() {
    client.close();
  }
}
