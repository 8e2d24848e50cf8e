package io.chatframe.adapter.web.operator;

import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Who is the operator.
 *
 * @param token what the operator's calls carry; without it there are none
 */
@Validated
@ConfigurationProperties("chat.operator")
public record OperatorProperties(
    @Size(min = 32, message = "at least 32 characters, as \"openssl rand -base64 48\" gives")
        @Nullable String token) {

  /** The token, if operators may call. */
  Optional<String> secret() {
    return Optional.ofNullable(token).filter(text -> !text.isBlank());
  }

  /** Omits the token. */
  @Override
  public String toString() {
    return "OperatorProperties[%s]".formatted(secret().isPresent() ? "a token" : "no token");
  }
}
