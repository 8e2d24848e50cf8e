package io.chatframe.bootstrap.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of the whole server, beside what the provider sent. */
final class MetricsTest {
  private static final int MESSAGES = 6;
  private static final Map<String, String> ALL = Map.of();

  @Test
  void agreeWithTheProvider(@TempDir Path directory) throws IOException, InterruptedException {
    try (var provider = UsageReporter.start();
        var server =
            RunningServer.start(
                directory,
                "--MANAGEMENT_PORT=0",
                "--DEEPSEEK_API_KEY=none",
                "--DEEPSEEK_BASE_URL=" + provider.origin(),
                "--LLM_TITLES=false",
                "--LLM_FOLLOW_UPS=false")) {
      server.session(Optional.empty());
      for (int i = 0; i < MESSAGES; i++) {
        server.message(UUID.randomUUID(), UUID.randomUUID(), "Hi");
      }

      // A reply's last numbers are counted right after its readers are told of its end.
      Awaitility.await().until(() -> scrape(server).sum("chat_replies_running", ALL).signum() == 0);
      Awaitility.await()
          .untilAsserted(() -> assertThat(tokens(server, "input")).isEqualTo(provider.input.get()));
      Exposition scrape = scrape(server);
      assertThat(tokens(server, "output")).isEqualTo(provider.output.get());
      assertThat(scrape.sum("chat_llm_attempts_total", ALL))
          .isEqualByComparingTo(String.valueOf(provider.requests.get()));
      assertThat(scrape.sum("chat_replies_total", Map.of("status", "completed")))
          .isEqualByComparingTo("4");
      assertThat(
              scrape.sum(
                  "chat_replies_total", Map.of("status", "failed", "code", "request-rejected")))
          .isEqualByComparingTo("2");
    }
  }

  @Test
  void areNotAtTheMainPort(@TempDir Path directory) throws IOException, InterruptedException {
    try (var server = RunningServer.start(directory)) {
      assertThat(server.status("/actuator/prometheus")).isEqualTo(404);
    }
  }

  private static long tokens(RunningServer server, String kind) {
    return scrape(server).sum("chat_tokens_total", Map.of("kind", kind)).longValueExact();
  }

  private static Exposition scrape(RunningServer server) {
    try (var client = HttpClient.newHttpClient()) {
      var asked =
          HttpRequest.newBuilder(URI.create(server.managementOrigin() + "/actuator/prometheus"));
      return new Exposition(
          client.send(asked.build(), HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
