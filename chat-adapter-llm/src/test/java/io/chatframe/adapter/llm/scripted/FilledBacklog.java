package io.chatframe.adapter.llm.scripted;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Fills a server's backlog with connections that are never accepted: the next one hangs. */
public final class FilledBacklog implements AutoCloseable {
  private final List<Socket> waiting = new ArrayList<>();

  private FilledBacklog() {}

  public static FilledBacklog of(ServerSocket server) throws IOException {
    FilledBacklog backlog = new FilledBacklog();
    try {
      for (int i = 0; i < 64; i++) {
        Socket socket = new Socket();
        backlog.waiting.add(socket);
        socket.connect(server.getLocalSocketAddress(), 200);
      }
      throw new AssertionError("The backlog has no end");
    } catch (SocketTimeoutException _) {
      return backlog;
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
  }
}
