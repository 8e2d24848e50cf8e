package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmModel;
import io.chatframe.domain.port.LlmRequest;
import io.chatframe.domain.port.LlmStream;
import io.chatframe.domain.port.TimeSource;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * A provider that speaks the chat completions protocol: DeepSeek first, and the many that followed
 * OpenAI.
 */
final class OpenAiCompatibleLlm implements ProviderLlm {
  private final Provider provider;
  private final ProviderClient client;
  private final LlmMeters meters;
  private final Backoff backoff;
  private final TimeSource time;

  OpenAiCompatibleLlm(Provider provider, LlmMeters meters, Backoff backoff, TimeSource time) {
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
    byte[] body =
        new ChatRequestJson(
                request, prefix, provider.switches(), provider.facts(request.model()).reasoning())
            .bytes();
    HttpPost post =
        ProviderClient.post(
            provider.completions(request.model(), prefix.isPresent()), body, provider.headers());
    provider.key().ifPresent(key -> post.setHeader(authorization(key)));
    return new Attempt(
        new Exchange(client, post, provider, time),
        ChatChunkJson::read,
        new Answer(seam, body.length));
  }

  private BasicHeader authorization(String key) {
    return provider.apiVersion().isPresent()
        ? new BasicHeader("api-key", key, true)
        : new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key, true);
  }

  @Override
  public void close() {
    client.close();
  }
}
