package io.chatframe.bootstrap;

import java.util.Arrays;

/**
 * The main class of the jar: compiled for the oldest Java that can load a Spring Boot jar, so that
 * a Java too old for the server gets a clear message instead of a class file version error. It
 * refers to no other class of the server, because such a Java could not load it.
 */
final class JavaCheck {
  private static final int NEEDED = 25;
  private static final String SERVER = "io.chatframe.bootstrap.ChatApplication";

  private JavaCheck() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Runtime.Version java = Runtime.version();
    if (java.feature() >= NEEDED) {
      Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } else {
      refuse(java);
    }
  }

  private static void refuse(Runtime.Version java) {
    String[] lines = {
      "Chatframe needs Java %d or later, and this is Java %s in %s; install one and start it with"
              .formatted(NEEDED, java, System.getProperty("java.home"))
          + " the java of that:",
      "  Debian, Ubuntu   sudo apt install openjdk-%d-jre-headless".formatted(NEEDED),
      "                   or, on releases without it, Temurin:"
          + " https://adoptium.net/installation/linux/",
      "  macOS            brew install --cask temurin@%d".formatted(NEEDED),
      "  Windows          winget install EclipseAdoptium.Temurin.%d.JRE".formatted(NEEDED)
    };
    Arrays.stream(lines).forEach(System.err::println);
    System.exit(1);
  }
}
