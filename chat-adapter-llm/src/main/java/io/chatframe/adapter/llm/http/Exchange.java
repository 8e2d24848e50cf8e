package io.chatframe.adapter.llm.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.refusal.ProviderRefusal;
import io.chatframe.adapter.llm.refusal.ProviderStatus;
import io.chatframe.adapter.llm.refusal.RefusalReader;
import io.chatframe.adapter.llm.refusal.RefusalWords;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmFailure.Broken;
import io.chatframe.domain.port.llm.LlmFailure.NotAuthorised;
import io.chatframe.domain.port.llm.LlmFailure.Stalled;
import io.chatframe.domain.port.llm.LlmFailure.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP exchange of one request: sends it, checks the response head, returns the body and
 * releases the connection.
 */
public final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int MAX_LEFTOVER = 8 << 10;
  private static final int MAX_REFUSAL = 16 << 10;
  private static final Duration REFUSAL_GAP = Duration.ofSeconds(1);
  private static final Duration REFUSAL_WITHIN = Duration.ofSeconds(2);
  private static final Duration LEAVE_WITHIN = Duration.ofMillis(500);

  private final ProviderClient client;
  private final HttpPost post;
  private final Provider provider;
  private final TimeSource time;
  private final HttpClientContext context = HttpClientContext.create();
  private final CompletableFuture<@Nullable Void> cancelled = new CompletableFuture<>();
  private @Nullable ClassicHttpResponse response;
  private volatile @Nullable LimitedBody body;
  private volatile boolean left;

  public Exchange(ProviderClient client, HttpPost post, Provider provider, TimeSource time) {
    this.client = client;
    this.post = post;
    this.provider = provider;
    this.time = time;
  }

  /**
   * Aborts the exchange at once, from any thread, even before it begins; does nothing after {@link
   * #leave}. Never closes the response, because that would read it to its end.
   */
  public void cancel() {
    if (!left) {
      cancelled.complete(null);
      post.cancel();
      endLimit();
    }
  }

  private void endLimit() {
    LimitedBody limited = body;
    if (limited != null) {
      limited.close();
    }
  }

  /** Called on the first byte of the body: from now on, the provider's byte gap applies. */
  public void begun() {
    limitReads(provider.limits().byteGap());
  }

  /** Limits the wait of all further reads; never above the provider's own limit. */
  public void limitReads(Duration wait) {
    Duration most = provider.limits().byteGap();
    requireNonNull(body, "limitReads() before send()")
        .limit(wait.compareTo(most) < 0 ? wait : most);
  }

  /** Blocks until the response head arrives and is good; returns the decoded body. */
  public InputStream send() throws RequestFailedException {
    ClassicHttpResponse answer = head();
    response = answer;
    client.isWell();
    int status = answer.getCode();
    if (!ProviderStatus.isSuccess(status)) {
      throw refused(answer);
    }
    HttpEntity entity = answer.getEntity();
    if (entity == null || isHtml(entity)) {
      throw new RequestFailedException(new Broken("the answer is not an event stream"), false);
    }
    try {
      LimitedBody limited = client.limited(entity.getContent(), context, post::cancel);
      body = limited;
      if (cancelled.isDone()) {
        // It was cancelled before there was a limit to end.
        endLimit();
      }
      return decoded(entity, limited);
    } catch (SocketTimeoutException _) {
      throw new RequestFailedException(new Stalled("silence in the answer"), false);
    } catch (IOException _) {
      throw new RequestFailedException(new Broken("the answer was cut"), false);
    }
  }

  private ClassicHttpResponse head() throws RequestFailedException {
    try {
      return client.execute(post, context, cancelled);
    } catch (IOException e) {
      throw ProviderClient.isSent(context) && !(e instanceof ProxyRefusedException)
          ? noHead(e)
          : noConnection(e);
    } catch (IllegalStateException e) {
      // The client throws this if it is cancelled between leasing a connection and using it.
      if (!cancelled.isDone()) {
        throw e;
      }
      throw new RequestFailedException(new Unavailable("cancelled"), false);
    }
  }

  private RequestFailedException noConnection(IOException cause) {
    ConnectFailure failure = ConnectFailure.of(cause, provider);
    failure
        .advice()
        .filter(advice -> !cancelled.isDone() && client.isNews(advice))
        .ifPresent(
            advice -> LOG.warn("Provider {} cannot be reached: {}", provider.name(), advice));
    return new RequestFailedException(new Unavailable(failure.what()), failure.passes(), cause);
  }

  /** Causes are dropped from here on: their messages quote what the provider sent. */
  private static RequestFailedException noHead(IOException cause) {
    return switch (cause) {
      case SocketTimeoutException _ ->
          new RequestFailedException(new Stalled("silence before the answer"), false);
      // Usually a pooled connection that the provider has closed meanwhile.
      case NoHttpResponseException _, SocketException _ ->
          new RequestFailedException(new Unavailable("closed before it answered"), true);
      default -> new RequestFailedException(new Broken("the answer's head is malformed"), false);
    };
  }

  private RequestFailedException refused(ClassicHttpResponse answer) {
    int status = answer.getCode();
    Header header = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
    Optional<Duration> retryAfter =
        ProviderStatus.retryAfter(header == null ? null : header.getValue(), time.now());
    RefusalWords words = new RefusalWords(provider.credentials().secret());
    HttpEntity entity = answer.getEntity();
    if (entity != null) {
      words.body(refusalBody(entity), isHtml(entity));
    }
    ProviderRefusal refusal = RefusalReader.read(status, words);
    RequestFailedException failed =
        new RequestFailedException(refusal.failure(retryAfter), refusal);
    tellTheOperator(failed);
    leave();
    return failed;
  }

  /** Logs a failure that only the operator can fix, however the provider reported it. */
  public void tellTheOperator(RequestFailedException failed) {
    if (failed.failure() instanceof NotAuthorised(int status)) {
      LOG.warn(
          "Provider {} refuses the key, its balance or its rights (status {}): replies fail until"
              + " {} or the account behind it is fixed",
          provider.name(),
          failed.refusal().map(ProviderRefusal::told).orElse(Integer.toString(status)),
          provider.credentials().keySetting());
    }
  }

  /** The beginning of a refusal's body, as far as it arrives in time. */
  private String refusalBody(HttpEntity entity) {
    ProviderClient.limitReads(context, REFUSAL_GAP);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      read(decoded(entity, entity.getContent()), body, MAX_REFUSAL, REFUSAL_WITHIN);
    } catch (IOException e) {
      LOG.debug("Only part of a refusal was read: {}", e.getClass().getSimpleName());
    }
    return body.toString(UTF_8);
  }

  /** Reads to the end, or until {@code most} bytes are read or {@code within} has passed. */
  private void read(InputStream in, ByteArrayOutputStream into, int most, Duration within)
      throws IOException {
    byte[] some = new byte[4 << 10];
    long start = time.nanos();
    for (int read = in.read(some); read >= 0; read = in.read(some)) {
      into.write(some, 0, read);
      if (into.size() >= most || time.nanos() - start > within.toNanos()) {
        return;
      }
    }
  }

  private static InputStream decoded(HttpEntity entity, InputStream body) throws IOException {
    return "gzip".equalsIgnoreCase(entity.getContentEncoding()) ? new GZIPInputStream(body) : body;
  }

  private static boolean isHtml(HttpEntity entity) {
    String type = entity.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  /**
   * Returns the connection to the pool if the response ends shortly, else aborts it; does not
   * block. The end of the body often comes in a packet of its own, so another thread waits for it.
   */
  public void leave() {
    left = true;
    endLimit();
    Thread.ofVirtual().name("llm-leave").start(this::readLeftover);
  }

  private void readLeftover() {
    HttpEntity entity = requireNonNull(response, "leave() before send()").getEntity();
    try {
      if (entity != null) {
        ProviderClient.limitReads(context, LEAVE_WITHIN);
        read(entity.getContent(), new ByteArrayOutputStream(), MAX_LEFTOVER, LEAVE_WITHIN);
      }
    } catch (IOException e) {
      LOG.debug("A connection to the provider is not reused: {}", e.getClass().getSimpleName());
    } finally {
      // Does nothing if the end was read: the connection is back in the pool already.
      post.cancel();
    }
  }
}
