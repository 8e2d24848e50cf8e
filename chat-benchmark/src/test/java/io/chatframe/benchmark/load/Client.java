package io.chatframe.benchmark.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A visitor's browser: one connection, which is kept, and one request at a time. */
public final class Client {
  private static final int HTTP_OK = 200;
  private static final int SMALL_WINDOW = 4 * 1024;

  /** All clients are on one thread, and none keeps bytes in it. */
  private static final ByteBuffer IN = ByteBuffer.allocateDirect(64 * 1024);

  private final EventLoop loop;
  private final InetSocketAddress address;
  private final Recorder recorder;
  private final boolean reads;
  private final AnswerReader answer;
  private final Token.Scanner scanner;

  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private ByteBuffer out = ByteBuffer.allocate(0);
  private int pieces;
  private boolean busy;
  private Runnable done = () -> {};
  private long sentAt;
  private long lastAt;
  private int expected;

  private Client(
      EventLoop loop,
      int port,
      Recorder recorder,
      boolean reads,
      AnswerReader.@Nullable Body body) {
    this.loop = loop;
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.recorder = recorder;
    this.reads = reads;
    this.scanner = new Token.Scanner(this::token);
    this.answer = new AnswerReader(body == null ? scanner::take : body);
  }

  public Client(EventLoop loop, int port, Recorder recorder) {
    this(loop, port, recorder, true, null);
  }

  /** One that sends requests and reads nothing: the answer piles up at the server. */
  public static Client stalled(EventLoop loop, int port) {
    return new Client(loop, port, new Recorder(), false, null);
  }

  /** One that looks for no tokens, and passes on what it reads. */
  public static Client reading(
      EventLoop loop, int port, Recorder recorder, AnswerReader.Body body) {
    return new Client(loop, port, recorder, true, body);
  }

  /**
   * Sends a message and reads the answer.
   *
   * @param request the whole HTTP request
   * @param expectedPieces how many tokens the answer must have
   * @param whenDone runs when the answer is complete or has failed
   */
  public void send(byte[] request, int expectedPieces, Runnable whenDone) {
    pieces = expectedPieces;
    done = whenDone;
    out = ByteBuffer.wrap(request);
    expected = 0;
    lastAt = -1;
    busy = true;
    answer.begin();
    scanner.begin();
    sentAt = Token.nowMicros();
    try {
      if (channel == null || key == null) {
        connect();
      } else {
        write(channel, key);
      }
    } catch (IOException e) {
      fail("not connected: " + e.getMessage());
    }
  }

  /** Whether the head of an answer has arrived and says that all is well. */
  public boolean isAnswered() {
    return answer.status() == HTTP_OK;
  }

  /** The status of the answer; 0 until its head has arrived. */
  public int status() {
    return answer.status();
  }

  /** Whether the answer is a problem as RFC 9457 has it. */
  public boolean isProblem() {
    return answer.isProblem();
  }

  /** Whether the connection is open. */
  public boolean isOpen() {
    return channel != null;
  }

  /** Ends the connection. */
  public void close() {
    busy = false;
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      recorder.fault("not closed: " + e.getMessage());
    } finally {
      channel = null;
      key = null;
    }
  }

  private void connect() throws IOException {
    SocketChannel open = SocketChannel.open();
    open.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (!reads) {
      open.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
    }
    open.configureBlocking(false);
    channel = open;
    boolean connected = open.connect(address);
    key =
        loop.register(
            open, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this::ready);
  }

  private void ready(SelectionKey ready) {
    SocketChannel open = (SocketChannel) ready.channel();
    try {
      if (ready.isConnectable()) {
        open.finishConnect();
        write(open, ready);
      } else if (ready.isWritable()) {
        write(open, ready);
      } else if (ready.isReadable()) {
        read(open);
      }
    } catch (IOException e) {
      fail("connection broken: " + e.getMessage());
    }
  }

  private void write(SocketChannel open, SelectionKey writing) throws IOException {
    open.write(out);
    if (out.hasRemaining()) {
      writing.interestOps(SelectionKey.OP_WRITE);
    } else {
      writing.interestOps(reads ? SelectionKey.OP_READ : 0);
    }
  }

  private void read(SocketChannel open) throws IOException {
    IN.clear();
    int count = open.read(IN);
    if (count < 0) {
      ended();
      return;
    }
    IN.flip();
    if (answer.take(IN)) {
      complete();
    }
  }

  private void ended() {
    boolean whole = answer.closed();
    if (!busy) {
      // The server needs not keep a connection between two requests.
      close();
    } else if (whole) {
      close();
      complete();
    } else {
      fail("answer cut");
    }
  }

  private void token(int number, long micros) {
    long now = Token.nowMicros();
    if (number != expected) {
      recorder.fault(number < expected ? "token doubled or reordered" : "token lost");
    }
    expected = number + 1;
    if (lastAt < 0) {
      recorder.first(now - sentAt);
    }
    recorder.token(now - micros, lastAt < 0 ? -1 : now - lastAt);
    lastAt = now;
  }

  private void complete() {
    busy = false;
    if (answer.isLast()) {
      close();
    }
    if (answer.status() != HTTP_OK) {
      recorder.fault("status " + answer.status());
    } else if (expected != pieces) {
      recorder.fault("answer incomplete");
    } else {
      recorder.message(Token.nowMicros() - sentAt);
    }
    done.run();
  }

  private void fail(String what) {
    recorder.fault(what);
    close();
    done.run();
  }
}
