package io.chatframe.adapter.llm.provider;

import org.jspecify.annotations.Nullable;

/**
 * The proxies to the providers, under {@code chat.llm.proxy}.
 *
 * @param http for addresses that begin with {@code http://}
 * @param https for those that begin with {@code https://}
 * @param all for both, unless a more specific one is set
 * @param except hosts that are reached directly, in the form of {@code NO_PROXY}
 */
public record ProxyProperties(
    @Nullable String http, @Nullable String https, @Nullable String all, @Nullable String except) {
  public static final ProxyProperties NONE = new ProxyProperties(null, null, null, null);

  public ProxyProperties {
    http = Words.orNull(http);
    https = Words.orNull(https);
    all = Words.orNull(all);
    except = Words.orNull(except);
  }

  /** Without values: an address may hold a password. */
  @Override
  public String toString() {
    return "ProxyProperties[…]";
  }
}
