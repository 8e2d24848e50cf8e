package io.chatframe.domain.port.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ProviderErrorTest {
  private static final String PROSE = "your key sk-1 is wrong";

  @Test
  void isWrittenWithTheIdentifiersItHas() {
    assertThat(new ProviderError("invalid_request_error", "unsupported_value", "messages[0].role"))
        .hasToString("type=invalid_request_error code=unsupported_value param=messages[0].role");
    assertThat(new ProviderError("", "rate_limited", "")).hasToString("code=rate_limited");
    assertThat(ProviderError.NONE).hasToString("");
  }

  @Test
  void acceptsNoProse() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ProviderError(PROSE, "", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new ProviderError("", PROSE, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new ProviderError("", "", PROSE));
  }

  @Test
  void takesUpToFortyEightCharactersWithoutHyphens() {
    assertThat(ProviderError.isIdentifier("a".repeat(48))).isTrue();
    assertThat(ProviderError.isIdentifier("a".repeat(49))).isFalse();
    assertThat(ProviderError.isIdentifier("sk-1")).isFalse();
    assertThat(ProviderError.isIdentifier("")).isTrue();
  }
}
