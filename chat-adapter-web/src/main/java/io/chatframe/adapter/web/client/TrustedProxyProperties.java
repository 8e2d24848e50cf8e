package io.chatframe.adapter.web.client;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The proxies in front of this server.
 *
 * @param trusted their addresses and ranges, separated by commas; {@code none} if there are none
 * @param clientAddressHeader the header in which they name their clients
 */
@Validated
@ConfigurationProperties("chat.proxies")
public record TrustedProxyProperties(
    @DefaultValue("127.0.0.0/8, ::1") String trusted,
    @DefaultValue("X-Forwarded-For")
        @Pattern(
            regexp = "[A-Za-z0-9-]{1,64}",
            message = "the name of a header, as X-Forwarded-For, Forwarded or CF-Connecting-IP")
        String clientAddressHeader) {
  private static final String NONE = "none";

  /** Whether a text is what {@code trusted} may be. */
  public static boolean isValid(String trusted) {
    return trusted.strip().equals(NONE) || AddressRange.list(trusted).isPresent();
  }

  /** The trusted ranges. */
  public List<AddressRange> ranges() {
    return AddressRange.list(trusted).orElseGet(List::of);
  }
}
