package io.chatframe.adapter.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends raw bytes, for requests that no client library would send. */
public final class Raw {
  private Raw() {}

  /** A WebSocket handshake with additional headers. */
  public static String handshake(String... headers) {
    var lines = new ArrayList<>(List.of("GET /api/v1/socket HTTP/1.1"));
    lines.addAll(List.of(headers));
    lines.addAll(
        List.of(
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** Performs the WebSocket handshake on a connection. */
  public static Socket openSocket(Socket connected) throws IOException {
    connected.setSoTimeout(15_000);
    connected
        .getOutputStream()
        .write(handshake("Host: localhost").getBytes(StandardCharsets.US_ASCII));
    InputStream in = connected.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    assertThat(head).startsWith("HTTP/1.1 101 ");
    return connected;
  }

  /** A text frame of up to 64 KiB, masked by zeros. */
  public static byte[] frame(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[8 + bytes.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | 126);
    frame[2] = (byte) (bytes.length >> 8);
    frame[3] = (byte) bytes.length;
    System.arraycopy(bytes, 0, frame, 8, bytes.length);
    return frame;
  }

  /** Sends a request and reads the response until the server closes; Latin-1 both ways. */
  public static String exchange(int port, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(15_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (SocketException e) {
        // The server may have refused before it read everything; the response can still be read.
        return read(socket.getInputStream());
      }
      return read(socket.getInputStream());
    }
  }

  public static String read(InputStream in) throws IOException {
    var answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (SocketException e) {
      // Reset after the response, because the server did not read the rest of the request.
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }
}
