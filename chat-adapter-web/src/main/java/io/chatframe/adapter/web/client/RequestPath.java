package io.chatframe.adapter.web.client;

import jakarta.servlet.http.HttpServletRequest;

/** The path of a request below the path that the server is at. */
public final class RequestPath {
  private RequestPath() {}

  /** The path as it was sent, from its first slash on: not decoded, without the query. */
  public static String of(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  /** The relative address of what the server has at its root, as {@code ../}. */
  public static String root(HttpServletRequest request) {
    long folders = of(request).chars().filter(c -> c == '/').count() - 1;
    return folders == 0 ? "./" : "../".repeat((int) folders);
  }
}
