package io.chatframe.adapter.llm.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A TLS endpoint in front of a plain server, with a certificate that keytool makes: signed by an
 * authority of its own, whose certificate is a file.
 */
public final class TlsEnd implements AutoCloseable {
  private static final String PASSWORD = "password";

  private final SSLServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TlsEnd(SSLServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /**
   * Listens.
   *
   * @param directory for keys; {@code ca.pem} in it is the authority
   * @param target the port of the plain server
   * @param host the host that the certificate is made for
   * @param begins the start of its validity in keytool's format; it is valid for ten days
   */
  public static TlsEnd start(Path directory, int target, String host, String begins) {
    try {
      make(directory, host, begins);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(directory.resolve("server.p12"))) {
        keys.load(in, PASSWORD.toCharArray());
      }
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      SSLServerSocket server =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      TlsEnd end = new TlsEnd(server, target);
      Thread.ofVirtual().name("tls-end").start(end::accept);
      return end;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void make(Path directory, String host, String begins) throws IOException {
    String ca = directory.resolve("ca.p12").toString();
    String server = directory.resolve("server.p12").toString();
    String pem = directory.resolve("ca.pem").toString();
    String request = directory.resolve("server.csr").toString();
    String signed = directory.resolve("server.pem").toString();
    String sort = host.matches("[0-9.]+") ? "ip:" : "dns:";
    keytool(
        "-genkeypair",
        "-alias",
        "ca",
        "-keystore",
        ca,
        "-keyalg",
        "EC",
        "-dname",
        "CN=Our own",
        "-ext",
        "bc:c",
        "-validity",
        "3650",
        "-startdate",
        "-1d");
    keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", ca, "-file", pem);
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keystore",
        server,
        "-keyalg",
        "EC",
        "-dname",
        "CN=server");
    keytool("-certreq", "-alias", "server", "-keystore", server, "-file", request);
    keytool(
        "-gencert",
        "-rfc",
        "-alias",
        "ca",
        "-keystore",
        ca,
        "-infile",
        request,
        "-outfile",
        signed,
        "-ext",
        "san=" + sort + host,
        "-startdate",
        begins,
        "-validity",
        "10");
    keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", server, "-file", pem);
    keytool("-importcert", "-noprompt", "-alias", "server", "-keystore", server, "-file", signed);
  }

  private static void keytool(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
    // Most of its time is its start.
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> lead(client));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private void lead(Socket client) {
    try (client;
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(plain);
      Thread back = Thread.ofVirtual().start(() -> copy(plain, client));
      copy(client, plain);
      back.join();
    } catch (IOException _) {
      // Either has gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One side has gone; both are closed.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
