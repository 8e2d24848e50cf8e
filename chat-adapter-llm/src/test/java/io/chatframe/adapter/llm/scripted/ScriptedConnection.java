package io.chatframe.adapter.llm.scripted;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * One client's connection. One thread reads requests, and so notices at once when the client goes;
 * each answer is played by a thread of its own.
 */
final class ScriptedConnection implements AutoCloseable {
  private final Socket socket;
  private final int number;
  private final BiFunction<ScriptedRequest, ScriptedConnection, Runnable> answering;
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile long goneAt;

  ScriptedConnection(
      Socket socket,
      int number,
      BiFunction<ScriptedRequest, ScriptedConnection, Runnable> answering) {
    this.socket = socket;
    this.number = number;
    this.answering = answering;
  }

  int number() {
    return number;
  }

  CountDownLatch gone() {
    return gone;
  }

  long goneAt() {
    return goneAt;
  }

  /** Reads requests until the client ends the connection. */
  void serve() {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        Runnable answer = answering.apply(request(in), this);
        Thread.ofVirtual().name("scripted-answer").start(answer);
      }
    } catch (IOException _) {
      // End, reset or our own close: a test treats them alike.
      goneAt = System.nanoTime();
      gone.countDown();
    }
  }

  private static ScriptedRequest request(InputStream in) throws IOException {
    String[] first = line(in).split(" ", 3);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new ProtocolException("no header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new ScriptedRequest(
        first[0], first.length > 1 ? first[1] : "", Map.copyOf(headers), new String(body, UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /** Plays a script to its end, or until the client is gone. */
  void play(ScriptedAnswer answer, ScriptedExchange exchange) {
    try {
      long due = System.nanoTime();
      for (ScriptedAnswer.Step step : answer.steps()) {
        if (step instanceof ScriptedAnswer.Step.Wait(Duration time)) {
          due = Math.max(due, System.nanoTime() - time.toNanos()) + time.toNanos();
          awaitGone(due - System.nanoTime());
        } else {
          play(step, exchange);
        }
        if (gone.getCount() == 0) {
          return;
        }
      }
      exchange.end();
    } catch (IOException _) {
      // The client closed during a write: the reading thread records that.
    }
  }

  private void play(ScriptedAnswer.Step step, ScriptedExchange exchange) throws IOException {
    OutputStream out = socket.getOutputStream();
    switch (step) {
      case ScriptedAnswer.Step.Head(int status, Map<String, String> headers) ->
          out.write(head(status, headers));
      case ScriptedAnswer.Step.Body(byte[] bytes) -> writeChunk(out, bytes, exchange);
      case ScriptedAnswer.Step.Forever(byte[] bytes) -> {
        while (gone.getCount() > 0) {
          writeChunk(out, bytes, exchange);
        }
      }
      case ScriptedAnswer.Step.Wait(Duration time) -> awaitGone(time.toNanos());
      case ScriptedAnswer.Step.Stall _ -> awaitGone(Long.MAX_VALUE);
      case ScriptedAnswer.Step.Cut(boolean reset) -> {
        if (reset) {
          socket.setSoLinger(true, 0);
          socket.close();
        } else {
          socket.shutdownOutput();
        }
      }
      case ScriptedAnswer.Step.Raw(byte[] bytes) -> out.write(bytes);
      case ScriptedAnswer.Step.End _ -> out.write("0\r\n\r\n".getBytes(US_ASCII));
    }
  }

  /** One write per chunk, so that a step usually arrives as one packet. */
  private static void writeChunk(OutputStream out, byte[] bytes, ScriptedExchange exchange)
      throws IOException {
    if (bytes.length == 0) {
      return;
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 16);
    chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
    chunk.writeBytes(bytes);
    chunk.writeBytes("\r\n".getBytes(US_ASCII));
    out.write(chunk.toByteArray());
    exchange.wrote(bytes.length);
  }

  private static byte[] head(int status, Map<String, String> headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("Transfer-Encoding: chunked\r\n\r\n").toString().getBytes(ISO_8859_1);
  }

  private void awaitGone(long nanos) {
    try {
      if (gone.await(nanos, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone, as intended.
    }
  }
}
