package io.chatframe.bootstrap.start;

import io.chatframe.bootstrap.settings.SettingNames;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/** Handles options that print something instead of starting the server. */
public final class CommandLine {
  private static final int SETTINGS_IN_A_LINE = 4;

  private CommandLine() {}

  /** Prints the answer if the arguments contain such an option, and returns whether they did. */
  public static boolean answers(String... arguments) {
    List<String> asked = List.of(arguments);
    if (asked.contains("--version")) {
      System.out.println(Version.line());
    } else if (asked.contains("--help")) {
      System.out.println(help());
    } else {
      return false;
    }
    return true;
  }

  private static String help() {
    return """
    Chatframe %s, a self-hosted AI chat

      java -jar chatframe.jar              start the server
      java -jar chatframe.jar --version    print the version
      java -jar chatframe.jar --help       print this

    Settings are environment variables, or lines NAME=value of a file .env in the working directory.
    Without any the server listens on http://127.0.0.1:8080/ and answers as a demo. They are:

    %s

    docs/configuration.md explains each.\
    """
        .formatted(Version.ofServer(), settings());
  }

  private static String settings() {
    return SettingNames.properties().keySet().stream()
        .gather(Gatherers.windowFixed(SETTINGS_IN_A_LINE))
        .map(line -> line.stream().map("%-26s"::formatted).collect(Collectors.joining()))
        .map(line -> "  " + line.stripTrailing())
        .collect(Collectors.joining("\n"));
  }
}
