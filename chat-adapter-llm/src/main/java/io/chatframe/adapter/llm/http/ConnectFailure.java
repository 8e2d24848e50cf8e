package io.chatframe.adapter.llm.http;

import io.chatframe.adapter.llm.provider.BaseUrl;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.provider.Proxy;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why a request could not be sent to a provider.
 *
 * @param what a short description; contains nothing that a server sent
 * @param passes whether the same request may succeed a moment later
 * @param advice the likely cause and remedy for the operator's log; empty if unknown
 */
record ConnectFailure(String what, boolean passes, Optional<String> advice) {
  private ConnectFailure(String what, boolean passes, String advice, String host) {
    this(what, passes, Optional.of(advice.formatted(host)));
  }

  static ConnectFailure of(IOException cause, Provider provider) {
    Optional<Proxy> proxy = provider.proxy();
    String way = proxy.isPresent() ? " to the proxy" : "";
    return switch (cause) {
      case ProxyRefusedException refused -> ofProxy(refused.status(), proxy);
      case UnknownHostException _ ->
          passing(proxy.isPresent() ? "name of the proxy not resolved" : "name not resolved");
      case SSLException tls -> ofTls(tls, provider.baseUrl());
      case SocketTimeoutException _ -> passing("connect timeout" + way);
      case SocketException _ -> passing("no connection" + way);
      default -> passing("no connection in time" + way);
    };
  }

  private static ConnectFailure ofProxy(int status, Optional<Proxy> proxy) {
    String where = proxy.map(Proxy::toString).orElse("on the way");
    return switch (status) {
      case ProxyRefusedException.SILENT ->
          new ConnectFailure(
              "the proxy does not answer", true, "the proxy %s does not answer", where);
      case ProxyRefusedException.CLOSED ->
          new ConnectFailure(
              "the proxy closed the connection",
              true,
              "the proxy %s closes the connection without an answer",
              where);
      case 407 ->
          new ConnectFailure(
              "the proxy refuses our credentials (status 407)",
              false,
              "the proxy %s wants a user and a password, or other ones:"
                  + " http://user:password@host:port",
              where);
      case 403, 405 ->
          new ConnectFailure(
              "the proxy does not allow it (status " + status + ")",
              false,
              "the proxy %s does not allow this host or port (status " + status + ")",
              where);
      default ->
          new ConnectFailure(
              "the proxy cannot reach the provider (status " + status + ")",
              status >= 500,
              "the proxy %s cannot reach it (status " + status + ")",
              where);
    };
  }

  private static ConnectFailure ofTls(SSLException failure, BaseUrl url) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      Optional<ConnectFailure> known = ofCertificate(at, url);
      if (known.isPresent()) {
        return known.get();
      }
    }
    String said = String.valueOf(failure.getMessage());
    if (said.contains("Unsupported or unrecognized SSL message")) {
      return new ConnectFailure(
          "TLS: the server does not speak it",
          false,
          "%s does not speak TLS at this port: does its address begin with http://, or has it"
              + " another port?",
          url.host());
    }
    return new ConnectFailure(
        "TLS: handshake failed",
        true,
        "the TLS handshake with %s fails: it may want another version of TLS, or a certificate of"
            + " ours, or something on the way cuts it",
        url.host());
  }

  private static Optional<ConnectFailure> ofCertificate(Throwable at, BaseUrl url) {
    String host = url.host();
    return switch (at) {
      case CertificateExpiredException _ ->
          Optional.of(
              new ConnectFailure(
                  "TLS: certificate expired",
                  false,
                  "the certificate of %s has expired, or the clock here is wrong",
                  host));
      case CertificateNotYetValidException _ ->
          Optional.of(
              new ConnectFailure(
                  "TLS: certificate not valid yet",
                  false,
                  "the certificate of %s is not valid yet, or the clock here is wrong",
                  host));
      case CertPathBuilderException _, InvalidAlgorithmParameterException _ ->
          Optional.of(
              new ConnectFailure(
                  "TLS: unknown certificate authority",
                  false,
                  "the certificate of %s, or of a proxy that opens its connections, is signed by an"
                      + " authority that is not trusted here. Set LLM_CA_FILE to a file with that"
                      + " authority's certificate in PEM",
                  host));
      case SSLPeerUnverifiedException _ -> Optional.of(nameMismatch(host));
      case CertificateException other when isNameMismatch(other) -> Optional.of(nameMismatch(host));
      default -> Optional.empty();
    };
  }

  /** The JDK has no exception type for a name mismatch. */
  private static boolean isNameMismatch(CertificateException failure) {
    String said = String.valueOf(failure.getMessage());
    return said.startsWith("No name matching") || said.startsWith("No subject alternative");
  }

  private static ConnectFailure nameMismatch(String host) {
    return new ConnectFailure(
        "TLS: certificate of another name",
        false,
        "the certificate is not for %s. The address must have the name that the certificate is made"
            + " for",
        host);
  }

  private static ConnectFailure passing(String what) {
    return new ConnectFailure(what, true, Optional.empty());
  }
}
