package io.chatframe.bootstrap.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends requests over one connection after the other, each for as long as the server keeps it. */
final class FuzzConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");

  private final int port;
  private @Nullable Socket socket;

  FuzzConnection(int port) {
    this.port = port;
  }

  /**
   * A response.
   *
   * @param head in lower case
   */
  record Answer(int status, String head, String body) {
    Optional<String> type() {
      return head.lines()
          .filter(line -> line.startsWith("content-type: "))
          .map(line -> line.substring("content-type: ".length()))
          .findFirst();
    }
  }

  /** A server that closes a connection must have said so with the answer before. */
  Answer ask(FuzzRequest request) throws IOException {
    Socket open = socket;
    if (open == null || open.isClosed()) {
      open = new Socket(InetAddress.getLoopbackAddress(), port);
      open.setSoTimeout(PATIENCE_MILLIS);
      socket = open;
    }
    return exchange(open, request);
  }

  private static Answer exchange(Socket open, FuzzRequest request) throws IOException {
    InputStream in = new BufferedInputStream(open.getInputStream());
    try {
      open.getOutputStream().write(request.bytes());
    } catch (SocketException e) {
      // Refused before it was complete; the answer can still be read.
    }
    String head = head(in);
    if (!head.startsWith("http/1.1 ")) {
      open.close();
      throw new IOException("no answer but \"" + head + "\"");
    }
    int status = Integer.parseInt(head.substring(9, 12));
    boolean empty = request.method().equals("HEAD") || status == 204 || status == 304;
    String body = empty ? "" : body(in, head);
    if (head.contains("\r\nconnection: close\r\n") || status == 101) {
      open.close();
    }
    return new Answer(status, head, body);
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4) {
      int next;
      try {
        next = in.read();
      } catch (SocketException e) {
        next = -1;
      }
      if (next < 0) {
        break;
      }
      head.write(next);
      ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  private static String body(InputStream in, String head) throws IOException {
    if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
      return chunked(in);
    }
    Matcher length = LENGTH.matcher(head);
    byte[] bytes =
        length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : in.readAllBytes();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String chunked(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in), 16);
      body.write(in.readNBytes(size));
      line(in);
      if (size == 0) {
        return body.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    if (open != null) {
      open.close();
    }
  }
}
