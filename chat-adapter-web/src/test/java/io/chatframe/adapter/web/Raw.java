package io.chatframe.adapter.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Bytes to a port and back, for requests that no client library would send. */
final class Raw {
  private Raw() {}

  /** What the server says to these bytes until it closes; Latin-1 both ways. */
  static String exchange(int port, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(15_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      } catch (SocketException e) {
        // It may have refused before it had read all; what it said is still to be read.
        return read(socket.getInputStream());
      }
      return read(socket.getInputStream());
    }
  }

  static String read(InputStream in) throws IOException {
    var answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (SocketException e) {
      // Reset after the answer: the server had no wish for the rest of the request.
      return answer.toString(StandardCharsets.ISO_8859_1);
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }
}
