package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmModel;
import io.chatframe.domain.port.LlmPort;
import io.chatframe.domain.port.LlmRequest;
import io.chatframe.domain.port.LlmStream;
import io.chatframe.domain.port.TimeSource;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * Providers that speak the chat completions protocol: DeepSeek first, and the many that followed
 * OpenAI.
 */
final class OpenAiCompatibleLlm implements LlmPort, AutoCloseable {
  private final ProviderClient client;
  private final URI completions;
  private final URI continuations;
  private final boolean continuesPrefix;
  private final boolean stripsPrefix;
  private final Dialect dialect;
  private final Optional<String> apiKey;
  private final Backoff backoff;
  private final TimeSource time;

  OpenAiCompatibleLlm(LlmProperties properties, Backoff backoff, TimeSource time) {
    BaseUrl baseUrl = properties.effectiveBaseUrl();
    client = new ProviderClient(properties.connectTimeout(), properties.byteGap());
    completions = baseUrl.resolve("chat/completions");
    continuations = properties.effectivePrefixBaseUrl().resolve("chat/completions");
    continuesPrefix = properties.continuesPrefix();
    stripsPrefix = properties.prefixStripped();
    dialect = properties.effectiveDialect();
    apiKey = properties.key();
    this.backoff = backoff;
    this.time = time;
  }

  @Override
  public LlmStream open(LlmRequest request) {
    return new OpenAiCompatibleStream(request.model(), () -> attempt(request), backoff, time);
  }

  @Override
  public LlmModel model(String name) {
    return new LlmModel(name, 1_000_000, continuesPrefix, Optional.empty());
  }

  private Attempt attempt(LlmRequest request) {
    HttpPost post = new HttpPost(request.prefix().isPresent() ? continuations : completions);
    post.setHeader(HttpHeaders.ACCEPT, "text/event-stream");
    // Compressed, pieces could be held back to be packed together.
    post.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    apiKey.ifPresent(
        key -> post.setHeader(new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key, true)));
    Seam seam = Seam.of(request.prefix().orElse(""), stripsPrefix);
    byte[] body =
        new ChatRequestJson(request, request.prefix().map(_ -> seam.sent()), dialect).bytes();
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return new Attempt(new Exchange(client, post, time), seam);
  }

  /** Aborts all streams. */
  @Override
  public void close() {
    client.close();
  }
}
