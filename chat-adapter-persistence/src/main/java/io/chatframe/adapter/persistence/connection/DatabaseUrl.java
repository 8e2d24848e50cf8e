package io.chatframe.adapter.persistence.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A parsed {@code DATABASE_URL}: a JDBC URL, or a libpq URI with user and password as hosting
 * providers issue it. Messages name the setting and never quote the value, which may contain a
 * password.
 *
 * @param address the address in the driver's form
 * @param hints ignored parameters with the reasons, one sentence each
 */
public record DatabaseUrl(DatabaseAddress address, List<String> hints) {
  private static final Pattern SCHEME =
      Pattern.compile("(?i)(jdbc:)?(postgres|postgresql):(.*)", Pattern.DOTALL);
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+[\\w.%]*]|[^\\[\\]:\\s/@]*)(?::([^:]*))?");
  private static final String DEFAULT_PORT = "5432";
  private static final String ENCODE =
      "; in user and password write %40 for @, %3A for :, %2F for /, %3F for ? and %25 for %";

  public DatabaseUrl {
    hints = List.copyOf(hints);
  }

  /**
   * Parses the three related settings.
   *
   * @throws IllegalArgumentException if they are invalid; the message begins with the setting
   */
  public static DatabaseUrl read(String url, Optional<String> user, Optional<String> password) {
    Matcher scheme = SCHEME.matcher(url.strip());
    if (!scheme.matches()) {
      throw wrong(
          "must begin with postgresql:// or jdbc:postgresql://"
              + " and must not be quoted or preceded by a command");
    }
    return new Reader(scheme.group(1) != null, scheme.group(3)).read(user, password);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("DATABASE_URL " + what);
  }

  /** The state of one parse. */
  private static final class Reader {
    private final boolean jdbc;
    private final String rest;
    private final Map<String, String> query = new TreeMap<>();

    Reader(boolean jdbc, String rest) {
      this.jdbc = jdbc;
      // JDBC also allows jdbc:postgresql:database, which means localhost.
      this.rest = rest.startsWith("//") ? rest.substring(2) : "/" + rest.replaceFirst("^/", "");
      if (!jdbc && !rest.startsWith("//")) {
        throw wrong("must have two slashes after its scheme, as postgresql://host:5432/database");
      }
    }

    DatabaseUrl read(Optional<String> user, Optional<String> password) {
      int mark = rest.indexOf('?');
      String main = mark < 0 ? rest : rest.substring(0, mark);
      if (mark >= 0) {
        readQuery(rest.substring(mark + 1));
      }
      int slash = main.indexOf('/');
      String authority = slash < 0 ? main : main.substring(0, slash);
      int at = authority.lastIndexOf('@');
      String info = at < 0 ? "" : authority.substring(0, at);
      int colon = info.indexOf(':');
      Optional<String> who =
          settled(
              "DATABASE_USER",
              given(colon < 0 ? info : info.substring(0, colon)).or(() -> taken("user")),
              user);
      Optional<String> secret =
          settled(
              "DATABASE_PASSWORD",
              given(colon < 0 ? "" : info.substring(colon + 1)).or(() -> taken("password")),
              password);
      String hosts = hosts(authority.substring(at + 1));
      String database =
          given(slash < 0 ? "" : main.substring(slash + 1))
              .or(() -> taken("dbname"))
              .or(() -> who)
              .orElseThrow(
                  () -> wrong("names no database: write it after the host, as /chatframe"));
      var parameters = UrlParameters.of(jdbc, query, hosts.contains(","));
      return new DatabaseUrl(
          new DatabaseAddress(
              DatabaseAddress.SCHEME + hosts + "/" + encode(database) + query(parameters.driver()),
              who,
              secret),
          parameters.hints());
    }

    private void readQuery(String text) {
      for (String pair : text.split("&", -1)) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          if (equals < 0) {
            throw wrong("has a parameter without a value" + ENCODE);
          }
          // The driver decodes a plus sign as a space; libpq does not.
          String value = pair.substring(equals + 1);
          query.put(
              decode(pair.substring(0, equals)), decode(jdbc ? value.replace('+', ' ') : value));
        }
      }
    }

    private Optional<String> taken(String name) {
      return Optional.ofNullable(query.remove(name)).filter(value -> !value.isEmpty());
    }

    private String hosts(String authority) {
      Optional<String> named = taken("hostaddr").or(() -> Optional.ofNullable(query.get("host")));
      query.remove("host");
      Optional<String> port = taken("port");
      String hosts = authority.isEmpty() ? named.orElse("localhost") : authority;
      List<String> all = new ArrayList<>();
      for (String host : hosts.split(",", -1)) {
        all.add(host(host.startsWith("[") ? host : decode(host), port.orElse(DEFAULT_PORT)));
      }
      return String.join(",", all);
    }

    private static String host(String text, String defaultPort) {
      if (text.startsWith("/")) {
        throw wrong("names a Unix socket; this server reaches PostgreSQL by TCP only: name a host");
      }
      Matcher host = HOST.matcher(text);
      if (!host.matches()) {
        throw wrong(
            "has a host that cannot be read: write host:port, an IPv6 address in brackets"
                + ENCODE);
      }
      String name = host.group(1).isEmpty() ? "localhost" : host.group(1);
      String port = host.group(2) == null || host.group(2).isEmpty() ? defaultPort : host.group(2);
      if (!port.matches("[0-9]{1,5}")
          || Integer.parseInt(port) < 1
          || Integer.parseInt(port) > 65_535) {
        throw wrong("has a port that is no number from 1 to 65535" + ENCODE);
      }
      return name + ":" + port;
    }

    private static Optional<String> settled(
        String setting, Optional<String> inUrl, Optional<String> set) {
      if (inUrl.isPresent() && set.isPresent() && !inUrl.equals(set)) {
        throw new IllegalArgumentException(
            setting + " and DATABASE_URL contradict each other: leave one of them out");
      }
      return set.or(() -> inUrl);
    }

    private static Optional<String> given(String encoded) {
      return encoded.isEmpty() ? Optional.empty() : Optional.of(decode(encoded));
    }
  }

  private static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(one -> one.getKey() + "=" + encode(one.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /**
   * Decodes only percent codes, and strictly, because an invalid code indicates an unencoded
   * password.
   */
  private static String decode(String text) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '%') {
        String digits = i + 3 <= text.length() ? text.substring(i + 1, i + 3) : "";
        if (!digits.matches("[0-9A-Fa-f]{2}") || digits.equals("00")) {
          throw wrong("has a percent sign that begins no code" + ENCODE);
        }
        bytes.write(Integer.parseInt(digits, 16));
        i += 3;
      } else {
        int next = text.offsetByCodePoints(i, 1);
        bytes.writeBytes(text.substring(i, next).getBytes(UTF_8));
        i = next;
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw wrong("has percent codes that are no UTF-8" + ENCODE);
    }
  }
}
