package io.chatframe.adapter.llm.provider;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a provider. Only the operator sets it, yet not every address is allowed.
 *
 * @param uri scheme, authority and path, without a slash at the end
 * @param host in lower case; an IPv6 address without its brackets
 * @param apiVersion Azure's version, if the address contains one; sent with each request
 * @param protocol what the address was written for, if its ending shows it
 */
public record BaseUrl(
    URI uri, String host, Optional<String> apiVersion, Optional<Protocol> protocol) {
  private static final Pattern PORT = Pattern.compile(":([0-9]+)$");

  /**
   * Parses what the operator wrote; accepts a missing scheme and the addresses of whole endpoints.
   *
   * @param setting its name as the operator knows it
   * @throws IllegalArgumentException naming the setting, without its value: that may hold a
   *     password
   */
  public static BaseUrl parse(String setting, String text) {
    return new BaseUrlReader(setting, text).read();
  }

  /** The address of {@code path} under the base. */
  URI resolve(String path) {
    return URI.create(
        uri + "/" + path + apiVersion.map(version -> "?api-version=" + version).orElse(""));
  }

  /** Empty, or beginning with a slash and not ending with one. */
  public String path() {
    return uri.getRawPath() == null ? "" : uri.getRawPath();
  }

  /** The same host with another path, empty or beginning with a slash. */
  public BaseUrl withPath(String path) {
    return new BaseUrl(
        URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path),
        host,
        apiVersion,
        protocol);
  }

  /** The same address with {@code https}. */
  BaseUrl secured() {
    return new BaseUrl(
        URI.create(uri.toString().replaceFirst("^http:", "https:")), host, apiVersion, protocol);
  }

  public BaseUrl withoutVersion() {
    return new BaseUrl(uri, host, Optional.empty(), protocol);
  }

  /** The port as written; negative for the scheme's default. */
  public int port() {
    Matcher port = PORT.matcher(uri.getRawAuthority());
    return port.find() ? Integer.parseInt(port.group(1)) : -1;
  }

  public boolean isLocal() {
    return LocalHosts.isLocal(host);
  }

  public boolean isAtSameHostAs(BaseUrl other) {
    return host.equals(other.host);
  }
}
