package io.chatframe.adapter.llm.http;

import java.io.IOException;

/** The proxy did not connect us to the provider. */
final class ProxyRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** In place of a status: the proxy did not answer in time. */
  static final int SILENT = -1;

  /** In place of a status: the proxy closed the connection. */
  static final int CLOSED = -2;

  private final int status;

  ProxyRefusedException(int status) {
    super("The proxy refuses: " + status);
    this.status = status;
  }

  int status() {
    return status;
  }
}
