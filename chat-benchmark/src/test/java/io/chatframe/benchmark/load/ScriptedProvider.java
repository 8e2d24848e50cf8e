package io.chatframe.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A model that speaks OpenAI's chat completions and answers as the message's shape says. */
public final class ScriptedProvider {
  private static final byte[] HEAD =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/event-stream\r
      Cache-Control: no-cache\r
      Transfer-Encoding: chunked\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String OPENING =
      "{\"id\":\"b\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":";
  private static final int SILENCE_MILLIS = 25_000;

  private final EventLoop loop;
  private final ServerSocketChannel server;
  private final Set<Answer> unfinished = new LinkedHashSet<>();

  /** All connections are on one thread, and none keeps bytes in it. */
  private final ByteBuffer in = ByteBuffer.allocate(256 * 1024);

  public ScriptedProvider(EventLoop loop) throws IOException {
    this.loop = loop;
    this.server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096);
    loop.register(server, SelectionKey.OP_ACCEPT, _ -> accept());
  }

  public int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  /** Ends all answers at once, as complete ones. */
  public void finishAll() {
    List.copyOf(unfinished).forEach(Answer::finish);
  }

  private void accept() throws IOException {
    for (SocketChannel each = server.accept(); each != null; each = server.accept()) {
      each.setOption(StandardSocketOptions.TCP_NODELAY, true);
      new Connection(each);
    }
  }

  /** One connection of a server: requests one after the other. */
  private final class Connection implements EventLoop.Ready {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final StringBuilder request = new StringBuilder();
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private Runnable whenDrained = () -> {};

    Connection(SocketChannel channel) throws IOException {
      this.channel = channel;
      this.key = loop.register(channel, SelectionKey.OP_READ, this);
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
      try {
        if (ready.isReadable()) {
          read();
        }
        if (ready.isValid() && ready.isWritable()) {
          write();
        }
      } catch (IOException _) {
        // The server under test may hang up whenever it likes.
        channel.close();
      }
    }

    private void read() throws IOException {
      in.clear();
      int count = channel.read(in);
      if (count < 0) {
        channel.close();
        return;
      }
      request.append(new String(in.array(), 0, count, StandardCharsets.ISO_8859_1));
      int end = request.indexOf("\r\n\r\n");
      if (end >= 0 && request.length() >= end + 4 + contentLength(end)) {
        Shape shape = Shape.of(request.substring(end));
        request.setLength(0);
        send(HEAD);
        new Answer(this, shape).begin();
      }
    }

    private int contentLength(int end) {
      String head = request.substring(0, end).toLowerCase(Locale.ROOT);
      int at = head.indexOf("content-length:");
      if (at < 0) {
        return 0;
      }
      int stop = head.indexOf('\r', at);
      return Integer.parseInt(head.substring(at + 15, stop < 0 ? end : stop).strip());
    }

    private void send(byte[] bytes) {
      send(bytes, () -> {});
    }

    /** Sends bytes; the task runs as soon as the socket has taken them all. */
    private void send(byte[] bytes, Runnable task) {
      out.add(ByteBuffer.wrap(bytes));
      whenDrained = task;
      try {
        write();
      } catch (IOException _) {
        close();
      }
    }

    private void write() throws IOException {
      while (!out.isEmpty()) {
        channel.write(out.getFirst());
        if (out.getFirst().hasRemaining()) {
          key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
          return;
        }
        out.removeFirst();
      }
      key.interestOps(SelectionKey.OP_READ);
      Runnable task = whenDrained;
      whenDrained = () -> {};
      task.run();
    }

    private boolean isOpen() {
      return channel.isOpen();
    }

    private void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One answer, burst by burst. */
  private final class Answer {
    private final Connection connection;
    private final Shape shape;
    private final long began = System.nanoTime();
    private int sent;
    private long burst;

    Answer(Connection connection, Shape shape) {
      this.connection = connection;
      this.shape = shape;
    }

    void begin() {
      unfinished.add(this);
      connection.send(chunk(event("{\"role\":\"assistant\",\"content\":\"\"}")));
      if (shape.pieces() == 0) {
        stayAlive();
      } else {
        next();
      }
    }

    /** As DeepSeek does while a request waits for its turn. */
    private void stayAlive() {
      if (isAlive()) {
        connection.send(chunk(": keep-alive\n\n"));
        loop.after(SILENCE_MILLIS, this::stayAlive);
      }
    }

    private void next() {
      if (!isAlive()) {
        return;
      }
      StringBuilder events = new StringBuilder();
      for (int i = 0; i < shape.burst() && sent < shape.pieces(); i++) {
        String field = sent < shape.thoughts() ? "reasoning_content" : "content";
        String token = Token.text(sent, Token.nowMicros());
        events.append(event("{\"%s\":\"%s\"}".formatted(field, token)));
        sent++;
      }
      if (sent == shape.pieces()) {
        end(events);
      } else if (shape.isPaced()) {
        connection.send(chunk(events.toString()));
        burst++;
        loop.at(began + burst * shape.intervalMicros() * 1_000L, this::next);
      } else {
        // Not at once, or one answer would hold up all others.
        connection.send(chunk(events.toString()), () -> loop.after(0, this::next));
      }
    }

    /** Whether it goes on; one whose connection is gone does not. */
    private boolean isAlive() {
      if (!connection.isOpen()) {
        unfinished.remove(this);
      }
      return unfinished.contains(this);
    }

    /** Ends it, with a token if it had none: an answer without text would be a failure. */
    private void finish() {
      if (isAlive()) {
        end(new StringBuilder(event("{\"content\":\"%s\"}".formatted(Token.text(sent, 0)))));
      }
    }

    private void end(StringBuilder events) {
      unfinished.remove(this);
      events
          .append("data: ")
          .append(OPENING)
          .append("{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,")
          .append("\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n".formatted(sent, sent + 9))
          .append("data: [DONE]\n\n");
      connection.send(chunk(events.toString()));
      connection.send(LAST_CHUNK);
    }

    private static String event(String delta) {
      return "data: " + OPENING + delta + ",\"finish_reason\":null}]}\n\n";
    }

    private static byte[] chunk(String text) {
      return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    }
  }
}
