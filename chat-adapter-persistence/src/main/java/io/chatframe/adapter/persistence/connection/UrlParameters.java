package io.chatframe.adapter.persistence.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * The parameters of a database URL, by the JDBC driver's names. Names of libpq, Prisma and others
 * are translated; parameters without a counterpart are dropped with a hint; unknown ones are
 * refused, because they may be security settings.
 */
record UrlParameters(Map<String, String> driver, List<String> hints) {
  private static final Map<String, String> TRANSLATED =
      Map.ofEntries(
          Map.entry("application_name", "ApplicationName"),
          Map.entry("channel_binding", "channelBinding"),
          Map.entry("krbsrvname", "kerberosServerName"),
          Map.entry("gssencmode", "gssEncMode"),
          Map.entry("sslnegotiation", "sslNegotiation"),
          Map.entry("require_auth", "requireAuth"),
          Map.entry("schema", "currentSchema"),
          Map.entry("search_path", "currentSchema"));

  private static final String OWN_BOUNDS = "the server has bounds of its own for every wait";
  private static final String NO_COUNTERPART = "the JDBC driver has nothing like it";
  private static final String FOUND = "a pooler is found by itself";

  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("connect_timeout", OWN_BOUNDS),
          Map.entry("connectTimeout", OWN_BOUNDS),
          Map.entry("loginTimeout", OWN_BOUNDS),
          Map.entry("socketTimeout", OWN_BOUNDS),
          Map.entry("socket_timeout", OWN_BOUNDS),
          Map.entry("queryTimeout", OWN_BOUNDS),
          Map.entry("pool_timeout", OWN_BOUNDS),
          Map.entry("tcp_user_timeout", OWN_BOUNDS),
          Map.entry("keepalives", OWN_BOUNDS),
          Map.entry("keepalives_idle", OWN_BOUNDS),
          Map.entry("keepalives_interval", OWN_BOUNDS),
          Map.entry("keepalives_count", OWN_BOUNDS),
          Map.entry("tcpKeepAlive", OWN_BOUNDS),
          Map.entry("connection_limit", "DATABASE_POOL_SIZE does that here"),
          Map.entry("pgbouncer", FOUND),
          Map.entry("prepareThreshold", FOUND),
          Map.entry("statement_cache_size", FOUND),
          Map.entry("supa", FOUND),
          Map.entry("client_encoding", "it is always UTF8"),
          Map.entry("fallback_application_name", "connections have names of their own"),
          Map.entry("logServerErrorDetail", "an error's detail may quote what a visitor wrote"),
          Map.entry("readOnly", "the server has to write"),
          Map.entry("autosave", "no transaction here goes on after an error"),
          Map.entry("sslaccept", "sslmode says how far a certificate is checked"),
          Map.entry("sslcompression", NO_COUNTERPART),
          Map.entry("sslsni", NO_COUNTERPART),
          Map.entry("sslcertmode", NO_COUNTERPART),
          Map.entry("ssl_min_protocol_version", NO_COUNTERPART),
          Map.entry("ssl_max_protocol_version", NO_COUNTERPART),
          Map.entry("min_protocol_version", NO_COUNTERPART),
          Map.entry("max_protocol_version", NO_COUNTERPART),
          Map.entry("gssdelegation", NO_COUNTERPART));

  /** Known to the driver, but not allowed in a URL. */
  private static final Set<String> NOT_HERE =
      Set.of("PGHOST", "PGPORT", "PGDBNAME", "service", "replication", "protocolVersion");

  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  UrlParameters {
    driver = Collections.unmodifiableMap(new TreeMap<>(driver));
    hints = List.copyOf(hints);
  }

  /**
   * Translates the parameters.
   *
   * @param jdbc whether the URL has the driver's own form, in which {@code ssl} has a different
   *     meaning
   * @param several whether the URL names several hosts, of which only one accepts writes
   */
  static UrlParameters of(boolean jdbc, Map<String, String> given, boolean several) {
    Map<String, String> driver = new TreeMap<>();
    List<String> hints = new ArrayList<>();
    if (several) {
      driver.put("targetServerType", "primary");
    }
    given.forEach((name, value) -> {
      String why = LEFT_OUT.get(name);
      if (why == null) {
        translate(jdbc, name, value, driver);
      } else {
        hints.add("The parameter \"%s\" of DATABASE_URL is left out: %s.".formatted(name, why));
      }
    });
    check(driver);
    return new UrlParameters(driver, hints);
  }

  private static void translate(
      boolean jdbc, String name, String value, Map<String, String> driver) {
    switch (name) {
      case "target_session_attrs" -> driver.put("targetServerType", serverType(value));
      case "load_balance_hosts" ->
          driver.put("loadBalanceHosts", String.valueOf(value.equals("random")));
      case "ssl" -> {
        if (jdbc) {
          driver.put("ssl", value);
        } else {
          // Elsewhere ssl only requires encryption; the driver would also verify the certificate.
          driver.putIfAbsent("sslmode", isOff(value) ? "prefer" : "require");
        }
      }
      case "sslmode" -> driver.put("sslmode", value.equals("no-verify") ? "require" : value);
      case "sslrootcert" -> {
        if (value.equals("system")) {
          // Use Java's trust store and, like libpq, verify the host name.
          driver.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
          driver.putIfAbsent("sslmode", "verify-full");
        } else {
          driver.put("sslrootcert", value);
        }
      }
      default -> driver.put(driverName(name), value);
    }
  }

  private static boolean isOff(String value) {
    return Set.of("false", "0", "off", "no").contains(value);
  }

  private static String driverName(String name) {
    String translated = TRANSLATED.getOrDefault(name, name);
    @Nullable PGProperty known = PGProperty.forName(translated);
    if (known == null || NOT_HERE.contains(translated)) {
      throw new IllegalArgumentException(
          "DATABASE_URL has a parameter \"%s\" that is not known here: remove it"
              .formatted(name.replaceAll("[^\\w.-]", "?")));
    }
    return translated;
  }

  private static String serverType(String attributes) {
    return switch (attributes) {
      case "any" -> "any";
      case "read-write", "primary" -> "primary";
      default ->
          throw new IllegalArgumentException(
              "DATABASE_URL has a target_session_attrs that cannot be written to: it must be any,"
                  + " read-write or primary");
    };
  }

  private static void check(Map<String, String> driver) {
    String mode = driver.get("sslmode");
    if (mode != null && !SSL_MODES.contains(mode)) {
      throw new IllegalArgumentException(
          "DATABASE_URL has an sslmode that is not one of disable, allow, prefer, require,"
              + " verify-ca, verify-full");
    }
    String type = driver.get("targetServerType");
    if (type != null && !Set.of("any", "primary", "master").contains(type)) {
      throw new IllegalArgumentException(
          "DATABASE_URL has a targetServerType that cannot be written to: it must be any or"
              + " primary");
    }
  }
}
