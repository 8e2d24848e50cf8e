package io.chatframe.adapter.llm.provider;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses an address as people write it: copied from a document, a command line or a setting. */
final class BaseUrlReader {
  private static final String ALLOWED =
      "Allowed is http://host[:port][/path] or https://host[:port][/path], without user name and"
          + " password, query and fragment, and not a link-local address (169.254.0.0/16,"
          + " fe80::/10).";
  private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");

  /** Another kind of scheme, or a missing slash; {@code host:11434} is neither. */
  private static final Pattern OTHER_SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(?![0-9]{1,5}(?:[/?#]|$)).*");

  private static final Pattern PARTS =
      Pattern.compile("([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#(.*))?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]*)(?::([0-9]*))?");
  private static final Pattern API_VERSION = Pattern.compile("api-version=([A-Za-z0-9.-]+)");

  /** Paths that clients append to a base URL, and that people copy along with it. */
  private static final Pattern ENDPOINT =
      Pattern.compile("/(?:chat/completions|completions|responses|embeddings|models|messages)$");

  /** Paths of Ollama's own protocol; the compatible one is served beside it. */
  private static final Pattern OLLAMA = Pattern.compile("/api/(?:chat|generate|tags)$");

  private final String setting;
  private final String text;

  BaseUrlReader(String setting, String text) {
    this.setting = setting;
    this.text = text.strip();
  }

  BaseUrl read() {
    if (text.matches("[\"'].*|.*[\"']")) {
      throw refused("stands in quotes; they belong to the value here, leave them out");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '\\')) {
      throw refused("is not a URL: there is white space or a backslash in it");
    }
    Matcher schemed = WITH_SCHEME.matcher(text);
    boolean hasScheme = schemed.matches();
    String given = hasScheme ? scheme(schemed.group(1)) : "";
    Matcher parts = PARTS.matcher(hasScheme ? schemed.group(2) : schemeless());
    if (!parts.matches()) {
      throw refused("is not a URL");
    }
    Matcher authority = authority(parts.group(1));
    String host = host(authority.group(1));
    String port = port(authority.group(2));
    String scheme = given.isEmpty() ? usualScheme(host, port) : given;
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return new BaseUrl(
        uri(scheme + "://" + shown + port + path(parts.group(2), port)),
        host,
        apiVersion(parts),
        parts.group(2).matches(".*(?:/messages|/anthropic(?:/v1)?)/*")
            ? Optional.of(Protocol.ANTHROPIC)
            : Optional.empty());
  }

  private String scheme(String written) {
    String scheme = written.toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused("does not begin with http:// or https://");
    }
    return scheme;
  }

  /** A single word is more likely a mistake than a host. */
  private String schemeless() {
    boolean hostLike = text.equals("localhost") || text.matches("[^/?#]+[.:/].*");
    if (text.startsWith("/") || OTHER_SCHEME.matcher(text).matches() || !hostLike) {
      throw refused("does not begin with http:// or https://");
    }
    return text;
  }

  private static String usualScheme(String host, String port) {
    return LocalHosts.isLocal(host) && !port.equals(":443") ? "http" : "https";
  }

  private Matcher authority(String written) {
    if (written.indexOf('@') >= 0) {
      throw refused("contains a user name or password");
    }
    Matcher authority = AUTHORITY.matcher(written);
    if (!authority.matches()) {
      throw refused(
          written.matches("[0-9A-Fa-f:.]+")
              ? "names an IPv6 address without its brackets, as in http://[::1]:11434"
              : "names a host or a port that cannot be");
    }
    return authority;
  }

  /** Names in container networks may have an underscore, unlike those of the internet. */
  private String host(String written) {
    String host = written.toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
      if (LocalHosts.literal(host) == null) {
        throw refused("names an IPv6 address that cannot be");
      }
    } else if (!host.matches("[a-z0-9._-]*")) {
      host = international(host);
    }
    if (host.isEmpty()) {
      throw refused("names no host");
    }
    if (host.startsWith(".") || host.contains("..")) {
      throw refused("names a host that cannot be");
    }
    if (LocalHosts.isLinkLocal(host)) {
      throw refused("is a link-local address");
    }
    return host;
  }

  private String international(String host) {
    try {
      String ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
      if (ascii.matches("[a-z0-9._-]+")) {
        return ascii;
      }
    } catch (IllegalArgumentException _) {
      // Reported below, in our own words.
    }
    throw refused("names a host that cannot be");
  }

  private String port(String written) {
    if (written == null || written.isEmpty()) {
      return "";
    }
    return ":"
        + Words.port(written)
            .orElseThrow(() -> refused("names a port that is not from 1 to 65535"));
  }

  private static String path(String written, String port) {
    String path = withoutSlashes(written.replaceAll("/{2,}", "/"));
    if (OLLAMA.matcher(path).find() || (path.equals("/api") && port.equals(":11434"))) {
      return withoutSlashes(path.replaceFirst("/api(?:/[a-z]+)?$", ""));
    }
    for (Matcher end = ENDPOINT.matcher(path); end.find(); end = ENDPOINT.matcher(path)) {
      path = withoutSlashes(path.substring(0, end.start()));
    }
    return path;
  }

  private static String withoutSlashes(String path) {
    return path.replaceFirst("/+$", "");
  }

  private Optional<String> apiVersion(Matcher parts) {
    String query = parts.group(3) == null ? "" : parts.group(3);
    String fragment = parts.group(4) == null ? "" : parts.group(4);
    Matcher version = API_VERSION.matcher(query);
    if (!fragment.isEmpty() || !(query.isEmpty() || version.matches())) {
      throw refused("contains a query or a fragment");
    }
    return query.isEmpty() ? Optional.empty() : Optional.of(version.group(1));
  }

  private URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException _) {
      throw refused("is not a URL");
    }
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(setting + " " + why + ". " + ALLOWED);
  }
}
