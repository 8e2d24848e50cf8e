package io.chatframe.adapter.web.host;

import io.chatframe.domain.assistant.HostKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches key sets: within a few seconds, up to 64 KiB, without following redirects. Thread-safe.
 */
final class KeySetFetch implements AutoCloseable {
  private static final int LARGEST = 64 * 1024;

  private final Duration patience;
  private @Nullable HttpClient client;

  /**
   * @param patience the timeout for the whole exchange
   */
  KeySetFetch(Duration patience) {
    this.patience = patience;
  }

  /**
   * Fetches a set.
   *
   * @throws IOException if there is none; the message says why
   */
  List<HostKey> fetch(URI address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Accept", "application/json")
            .build();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    try {
      HttpResponse<byte[]> response = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return read(response);
    } catch (TimeoutException e) {
      throw new IOException("no answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      exchange.cancel(true);
    }
  }

  private static List<HostKey> read(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    try {
      List<HostKey> keys = JwkReader.read(new String(response.body(), StandardCharsets.UTF_8));
      if (keys.isEmpty()) {
        throw new IOException("no usable key");
      }
      return keys;
    } catch (ParseException e) {
      throw new IOException("not a JSON Web Key Set", e);
    }
  }

  /** Made when first needed: most servers never fetch a key. */
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(patience)
              .build();
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
