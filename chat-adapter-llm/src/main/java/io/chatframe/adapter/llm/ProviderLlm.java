package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmModel;
import io.chatframe.domain.port.LlmPort;
import io.chatframe.domain.port.LlmRequest;
import io.chatframe.domain.port.LlmStream;
import io.chatframe.domain.port.TimeSource;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;

/** One provider, asked in its own protocol; requests name its models as it does. */
abstract class ProviderLlm implements LlmPort, AutoCloseable {
  final Provider provider;
  private final ProviderClient client;
  private final LlmMeters meters;
  private final Backoff backoff;
  private final TimeSource time;

  ProviderLlm(Provider provider, LlmMeters meters, Backoff backoff, TimeSource time) {
    this.provider = provider;
    this.client = new ProviderClient(provider);
    this.meters = meters;
    this.backoff = backoff;
    this.time = time;
  }

  /**
   * The request in the protocol's form.
   *
   * @param prefix the beginning of the answer as it is sent
   */
  abstract HttpPost post(LlmRequest request, Optional<String> prefix);

  /** A reader for one answer. */
  abstract AnswerReader reader();

  @Override
  public final LlmStream open(LlmRequest request) {
    return new RetryingStream(
        request.model(),
        () -> attempt(request),
        meters.of(provider.name(), request.model()),
        backoff,
        time);
  }

  @Override
  public final LlmModel model(String name) {
    return provider.describe(name, name);
  }

  private Attempt attempt(LlmRequest request) {
    Seam seam = Seam.of(request.prefix().orElse(""), provider.stripsPrefix());
    HttpPost post = post(request, request.prefix().map(_ -> seam.sent()));
    return new Attempt(
        new Exchange(client, post, provider, time),
        reader(),
        new Answer(seam, post.getEntity().getContentLength()));
  }

  /** Aborts all streams. */
  @Override
  public final void close() {
    client.close();
  }
}
