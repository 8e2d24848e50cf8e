package io.chatframe.benchmark.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ExcerptTest {
  private static final String ID = "0199f7a1-0000-7000-8000-000000000001";
  private static final String REPLY =
      "id: 1.0\nevent: reply\ndata: {\"reply\":\"%s\",\"message\":\"m\"}\n\n".formatted(ID);
  private static final String DONE =
      "id: 1.9\nevent: done\ndata: {\"status\":\"completed\",\"finishReason\":\"stop\"}\n\n";

  private final Excerpt excerpt = new Excerpt();

  @Test
  void findsTheReplyOfAStream() {
    take("retry: 1000\n: connected\n\n" + REPLY);

    assertThat(excerpt.reply()).contains(ID);
    assertThat(excerpt.status()).isEmpty();
  }

  @Test
  void findsTheEndOfAShortStream() {
    take(REPLY + DONE);

    assertThat(excerpt.status()).contains("completed");
  }

  @Test
  void findsTheEndOfAStreamOfAnyLength() {
    for (int length = 300; length < 1_700; length++) {
      Excerpt each = new Excerpt();
      take(each, REPLY + "x".repeat(length) + DONE);

      assertThat(each.status()).as("after %d characters", length).contains("completed");
      assertThat(each.reply()).contains(ID);
    }
  }

  @Test
  void knowsNoEndOfAStreamThatWasCut() {
    take(REPLY + "x".repeat(5_000));

    assertThat(excerpt.status()).isEmpty();
  }

  private void take(String text) {
    take(excerpt, text);
  }

  private static void take(Excerpt excerpt, String text) {
    for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
      excerpt.take(each);
    }
  }
}
