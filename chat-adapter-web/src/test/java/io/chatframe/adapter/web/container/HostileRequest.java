package io.chatframe.adapter.web.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that no client library sends, and the expected response. One per line: the status, or
 * {@code closed} if there is no response, or {@code bare} if it has no head; the problem's code, or
 * {@code -}; the bytes, with {@code \r}, {@code \n}, {@code \t}, {@code \\}, {@code \x1f}, {@code
 * <<9000*a>>} for a piece nine thousand times, and {@code {token}}.
 */
record HostileRequest(String expected, String written) {
  private static final Pattern REPEATED = Pattern.compile("<<(\\d+)\\*(.+?)>>");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(?:x([0-9a-f]{2})|(.))");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");

  static List<HostileRequest> all() {
    try (InputStream in = HostileRequest.class.getResourceAsStream("/hostile-requests.txt")) {
      if (in == null) {
        throw new AssertionError("hostile-requests.txt is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 3))
          .map(parts -> new HostileRequest(parts[0] + " " + parts[1], parts[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the request and returns the response in the format of {@code expected}. */
  String ask(int port, String token) throws IOException {
    String answer = answer(port, bytes(token));
    Matcher code = CODE.matcher(answer);
    String said = code.find() ? code.group(1) : "-";
    if (answer.isEmpty()) {
      return "closed -";
    }
    if (!answer.startsWith("HTTP/1.1 ")) {
      return "bare " + said;
    }
    String status = answer.substring(9, 12);
    boolean refused = status.compareTo("400") >= 0;
    boolean toldByProblem = answer.contains("\r\nContent-Type: application/problem+json");
    return status + " " + said + (refused && !toldByProblem ? " which is no problem+json" : "");
  }

  private byte[] bytes(String token) {
    String whole =
        REPEATED
            .matcher(written)
            .replaceAll(found ->
                Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
    return ESCAPED
        .matcher(whole.replace("{token}", token))
        .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1), found.group(2))))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String character(String hex, String letter) {
    if (hex != null) {
      return String.valueOf((char) Integer.parseInt(hex, 16));
    }
    return switch (letter) {
      case "r" -> "\r";
      case "n" -> "\n";
      case "t" -> "\t";
      default -> letter;
    };
  }

  private static String answer(int port, byte[] request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(15_000);
      try {
        socket.getOutputStream().write(request);
      } catch (SocketException e) {
        // It was refused before it was complete; the response can still be read.
        return read(socket.getInputStream());
      }
      return read(socket.getInputStream());
    }
  }

  /** Up to the end of the answer, or of the connection. */
  private static String read(InputStream in) throws IOException {
    var said = new ByteArrayOutputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        said.write(next);
        if (next == '\n' && said.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
          Matcher length = LENGTH.matcher(said.toString(StandardCharsets.ISO_8859_1));
          if (length.find()) {
            said.write(in.readNBytes(Integer.parseInt(length.group(1))));
            break;
          }
          if (said.toString(StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 101 ")) {
            break;
          }
        }
      }
    } catch (SocketException e) {
      return said.toString(StandardCharsets.ISO_8859_1);
    }
    return said.toString(StandardCharsets.ISO_8859_1);
  }
}
