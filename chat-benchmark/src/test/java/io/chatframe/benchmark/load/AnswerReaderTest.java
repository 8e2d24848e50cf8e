package io.chatframe.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AnswerReaderTest {
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nb\r\nd\r\nefghijkl\r\n0\r\n\r\n";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final AnswerReader reader = new AnswerReader(body::write);

  @BeforeEach
  void begin() {
    reader.begin();
  }

  @Test
  void readsChunksCutAtEveryByte() {
    byte[] bytes = CHUNKED.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length - 1; i++) {
      assertThat(reader.take(ByteBuffer.wrap(bytes, i, 1))).isFalse();
    }

    boolean complete = reader.take(ByteBuffer.wrap(bytes, bytes.length - 1, 1));

    assertThat(complete).isTrue();
    assertThat(reader.status()).isEqualTo(200);
    assertThat(body.toString(StandardCharsets.US_ASCII)).isEqualTo("abcd\r\nefghijkl");
  }

  @Test
  void knowsAProblem() {
    take("HTTP/1.1 503 \r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}");

    assertThat(reader.isProblem()).isTrue();

    reader.begin();

    assertThat(reader.isProblem()).isFalse();
  }

  @Test
  void readsABodyOfAGivenLength() {
    boolean complete = take("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno");

    assertThat(complete).isTrue();
    assertThat(reader.status()).isEqualTo(404);
    assertThat(body.toString(StandardCharsets.US_ASCII)).isEqualTo("no");
  }

  @Test
  void readsTheNextResponseOfTheConnection() {
    take("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    reader.begin();

    assertThat(take(CHUNKED)).isTrue();
  }

  @Test
  void takesACutAnswerForIncomplete() {
    take("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");

    assertThat(reader.closed()).isFalse();
  }

  @Test
  void takesTheEndOfTheConnectionForTheEndOfABodyWithoutLength() {
    take("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc");

    assertThat(reader.closed()).isTrue();
    assertThat(reader.isLast()).isTrue();
  }

  private boolean take(String text) {
    return reader.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
