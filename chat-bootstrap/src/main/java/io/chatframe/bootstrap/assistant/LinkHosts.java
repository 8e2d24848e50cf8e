package io.chatframe.bootstrap.assistant;

import io.chatframe.bootstrap.settings.LogText;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a file says of the hosts that answers may link to. */
final class LinkHosts {
  static final String KEY = "link-hosts";

  private static final int MOST = 100;
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private LinkHosts() {}

  /**
   * The hosts beside those of the sites and the server.
   *
   * @return empty if answers may link to any host
   * @throws BrokenAssistantException if the keys are invalid or do not fit each other
   */
  static Optional<List<String>> of(FrontMatter keys) {
    String kind =
        keys.matching(
                "links", text -> text.matches("all|listed|same-site"), "all, listed or same-site")
            .orElse("all");
    List<String> hosts =
        keys.texts(KEY, MOST, 255).stream().map(text -> host(keys, text)).distinct().toList();
    if (kind.equals("listed") && hosts.isEmpty()) {
      throw keys.broken("links", "is listed, which needs hosts in " + KEY);
    }
    if (!kind.equals("listed") && !hosts.isEmpty()) {
      throw keys.broken(KEY, "needs links: listed");
    }
    return kind.equals("all") ? Optional.empty() : Optional.of(hosts);
  }

  /** A host as browsers write it: lower case, and in ASCII if it has other letters. */
  private static String host(FrontMatter keys, String text) {
    return ascii(text.toLowerCase(Locale.ROOT))
        .filter(host -> HOST.matcher(host).matches())
        .orElseThrow(() ->
            keys.broken(
                KEY,
                "holds \""
                    + LogText.oneLine(text)
                    + "\"; allowed are hosts as docs.example.com, or *.example.com for all below"
                    + " it, without scheme, port or path"));
  }

  private static Optional<String> ascii(String text) {
    String prefix = text.startsWith("*.") ? "*." : "";
    try {
      return Optional.of(prefix + IDN.toASCII(text.substring(prefix.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
