package io.chatframe.adapter.web.launcher;

import java.util.Map;
import java.util.Optional;

/** The built-in icons, as data of SVG paths in a box of 24 by 24. */
final class LauncherIcons {
  /** The loader has the icon {@code chat} itself. */
  private static final Map<String, String> PATHS =
      Map.of(
          "question",
          "M9 9a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.3-1.6 2.5M12 18v.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
          "spark",
          "M12 3l2 6 6 3-6 2-2 7-2-7-6-2 6-3zM19 3v4M17 5h4",
          "headset",
          "M4 14v-2a8 8 0 0 1 16 0v2M4 14a2 2 0 0 1 4 0v3a2 2 0 0 1-4 0zM20 14a2 2 0 0 0-4 0v3a2 2 0 0"
              + " 0 4 0zM20 17c0 3-3 4-6 4");

  private LauncherIcons() {}

  static Optional<String> path(String name) {
    return Optional.ofNullable(PATHS.get(name));
  }
}
