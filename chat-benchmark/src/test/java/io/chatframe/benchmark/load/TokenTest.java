package io.chatframe.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenTest {
  private final List<String> found = new ArrayList<>();
  private final Token.Scanner scanner =
      new Token.Scanner((number, micros) -> found.add(number + "@" + micros));

  @Test
  void findsTokensBetweenAnything() {
    take("event: text\ndata: {\"t\":\"" + Token.text(7, 255) + Token.text(8, 4_095) + "\"}\n\n");

    assertThat(found).containsExactly("7@255", "8@4095");
  }

  @Test
  void findsATokenThatAServerHasCutInTwo() {
    String token = Token.text(123_456, 1L << 40);

    take(token.substring(0, 9));
    take(token.substring(9));

    assertThat(found).containsExactly("123456@" + (1L << 40));
  }

  @Test
  void findsATokenThatIsCutByTheEndOfAnEvent() {
    String token = Token.text(123_456, 255);
    String between = "\"}\n\nid: 1.16384\nevent: text\ndata: {\"t\":\"";

    for (int cut = 1; cut < token.length() - 1; cut++) {
      take("{\"t\":\"" + token.substring(0, cut) + between + token.substring(cut));
    }

    assertThat(found).hasSize(token.length() - 2).containsOnly("123456@255");
  }

  private void take(String text) {
    for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
      scanner.take(one);
    }
  }
}
