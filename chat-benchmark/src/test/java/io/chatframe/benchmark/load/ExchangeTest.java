package io.chatframe.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clients and the provider with nothing between them. */
@Timeout(30)
final class ExchangeTest {
  private final Recorder recorder = new Recorder();
  private final AtomicInteger done = new AtomicInteger();
  private final EventLoop loop;
  private final ScriptedProvider provider;

  ExchangeTest() throws IOException {
    loop = new EventLoop();
    provider = new ScriptedProvider(loop);
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void countsEveryTokenOfTwoMessagesOnOneConnection() throws IOException {
    Client client = new Client(loop, provider.port(), recorder);
    Shape shape = new Shape(5, 20, 3, 1_000);

    client.send(request(shape), 25, () -> client.send(request(shape), 25, done::incrementAndGet));
    loop.runUntil(() -> done.get() == 1);

    assertThat(recorder.faults()).isEmpty();
    assertThat(recorder.tokens()).isEqualTo(50);
    assertThat(recorder.messages()).isEqualTo(2);
  }

  @Test
  void reportsAnAnswerThatIsShorterThanExpected() throws IOException {
    Client client = new Client(loop, provider.port(), recorder);

    client.send(request(new Shape(0, 3, 1, 0)), 4, done::incrementAndGet);
    loop.runUntil(() -> done.get() == 1);

    assertThat(recorder.faults()).containsEntry("answer incomplete", 1);
    assertThat(recorder.messages()).isZero();
  }

  @Test
  void endsASilentAnswerWithOneToken() throws IOException {
    Client client = new Client(loop, provider.port(), recorder);
    client.send(request(Shape.SILENT), 1, done::incrementAndGet);
    loop.runUntil(client::isAnswered);
    assertThat(recorder.tokens()).isZero();

    provider.finishAll();
    loop.runUntil(() -> done.get() == 1);

    assertThat(recorder.faults()).isEmpty();
    assertThat(recorder.tokens()).isEqualTo(1);
  }

  @Test
  void isNotHeldUpByAClientThatDoesNotRead() throws IOException {
    Client stalled = Client.stalled(loop, provider.port());
    stalled.send(request(new Shape(0, 100_000, 50, 0)), 100_000, () -> {});
    Client client = new Client(loop, provider.port(), recorder);

    client.send(request(new Shape(0, 20, 1, 1_000)), 20, done::incrementAndGet);
    loop.runUntil(() -> done.get() == 1);

    assertThat(recorder.faults()).isEmpty();
    assertThat(stalled.isAnswered()).isFalse();
    stalled.close();
  }

  private static byte[] request(Shape shape) {
    String body = "{\"messages\":[{\"content\":\"%s\"}]}".formatted(shape.message());
    return "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
