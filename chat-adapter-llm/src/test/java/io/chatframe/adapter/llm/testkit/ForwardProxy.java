package io.chatframe.adapter.llm.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A proxy on the loopback interface. It connects any host to one port of this machine, so that it
 * alone resolves names that exist nowhere.
 */
public final class ForwardProxy implements AutoCloseable {
  /** What it does with its clients. */
  public enum Manner {
    LEADS,
    SAYS_NOTHING,
    CLOSES
  }

  private final ServerSocket server;
  private final int target;
  private final Manner manner;
  private final int status;
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch left = new CountDownLatch(1);

  private ForwardProxy(int target, Manner manner, int status) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.manner = manner;
    this.status = status;
  }

  public static ForwardProxy leadingTo(int target) {
    return start(target, Manner.LEADS, 200);
  }

  public static ForwardProxy refusingWith(int status) {
    return start(0, Manner.LEADS, status);
  }

  public static ForwardProxy that(Manner manner) {
    return start(0, manner, 200);
  }

  private static ForwardProxy start(int target, Manner manner, int status) {
    try {
      ForwardProxy proxy = new ForwardProxy(target, manner, status);
      Thread.ofVirtual().name("forward-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The heads of the requests that were sent to it, one text each. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  /** Opened when a client leaves without having got an answer. */
  public CountDownLatch left() {
    return left;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      String head = head(in);
      heads.add(head);
      switch (manner) {
        case SAYS_NOTHING -> awaitEnd(in);
        case CLOSES -> {}
        case LEADS -> lead(client, head);
      }
    } catch (IOException _) {
      // The client or the target has gone.
    }
  }

  private void awaitEnd(InputStream in) throws IOException {
    try {
      in.read();
    } finally {
      left.countDown();
    }
  }

  private void lead(Socket client, String head) throws IOException {
    OutputStream out = client.getOutputStream();
    if (status != 200) {
      String body = "prompt-canary";
      out.write(
          ("HTTP/1.1 "
                  + status
                  + " Refused\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                  + "Content-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
              .getBytes(ISO_8859_1));
      out.flush();
      client.getInputStream().read();
      return;
    }
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(server);
      if (head.startsWith("CONNECT ")) {
        out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(ISO_8859_1));
        out.flush();
      } else {
        String absolute = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
        String path = URI.create(absolute).getRawPath();
        server.getOutputStream().write(head.replace(absolute, path).getBytes(ISO_8859_1));
      }
      Thread back = Thread.ofVirtual().start(() -> copy(server, client));
      copy(client, server);
      back.join();
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

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
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
