package io.chatframe.faults.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request on its own connection, so that every request may reach another node and a lost
 * connection is noticed. Blocks; a socket that is silent for too long counts as lost.
 */
public final class HttpCall implements AutoCloseable {
  public static final JsonMapper JSON = new JsonMapper();
  private static final int CONNECT_MILLIS = 5_000;

  private final Socket socket;
  private final int status;
  private final Map<String, String> headers;
  private final InputStream body;

  private HttpCall(Socket socket, int status, Map<String, String> headers, InputStream body) {
    this.socket = socket;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** Sends it and reads the head of the response. */
  public static HttpCall send(InetSocketAddress door, Duration silence, HttpAsk ask)
      throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(door, CONNECT_MILLIS);
      socket.setSoTimeout((int) silence.toMillis());
      socket.getOutputStream().write(bytes(door, ask));
      return read(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends it on a connection with a small receive buffer, and reads nothing. */
  public static Socket sendOnly(InetSocketAddress door, HttpAsk ask) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(2_048);
    socket.connect(door, CONNECT_MILLIS);
    socket.getOutputStream().write(bytes(door, ask));
    return socket;
  }

  public int status() {
    return status;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  public InputStream body() {
    return body;
  }

  public JsonNode json() throws IOException {
    byte[] all = body.readAllBytes();
    return JSON.readTree(new String(all, UTF_8));
  }

  /** The code of the problem; empty if the response is not a problem. */
  public String problem() throws IOException {
    return header("content-type").orElse("").startsWith("application/problem+json")
        ? json().path("code").asString("")
        : "";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static byte[] bytes(InetSocketAddress door, HttpAsk ask) {
    byte[] body = ask.body().orElse("").getBytes(UTF_8);
    var head = new StringBuilder(ask.method() + " " + ask.path() + " HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:" + door.getPort() + "\r\nConnection: close\r\n");
    ask.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (ask.body().isPresent()) {
      head.append("Content-Length: " + body.length + "\r\n");
    }
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private static HttpCall read(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String[] first = line(in).split(" ", 3);
    if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
      throw new ProtocolException("no answer of HTTP");
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new HttpCall(socket, Integer.parseInt(first[1]), headers, body(in, headers));
  }

  private static InputStream body(InputStream in, Map<String, String> headers) {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new BoundedBody(in, 0, true);
    }
    String length = headers.get("content-length");
    return length == null ? in : new BoundedBody(in, Long.parseLong(length), false);
  }

  static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("cut in a line");
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
