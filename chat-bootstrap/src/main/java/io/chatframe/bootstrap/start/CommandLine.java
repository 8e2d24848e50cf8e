package io.chatframe.bootstrap.start;

import io.chatframe.bootstrap.settings.SettingNames;

import java.util.List;
import java.util.stream.Collectors;

/** Questions that are answered on standard output, without starting anything. */
public final class CommandLine {
  private static final int SETTINGS_IN_A_LINE = 4;

  private CommandLine() {}

  /** Whether the arguments asked one, which is then answered. */
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
    List<String> names = List.copyOf(SettingNames.properties().keySet());
    int width = names.stream().mapToInt(String::length).max().orElse(0) + 1;
    var lines = new StringBuilder();
    for (int at = 0; at < names.size(); at += SETTINGS_IN_A_LINE) {
      lines.append(
          names.subList(at, Math.min(at + SETTINGS_IN_A_LINE, names.size())).stream()
              .map(name -> name + " ".repeat(width - name.length()))
              .collect(Collectors.joining("", "  ", ""))
              .stripTrailing());
      lines.append('\n');
    }
    return lines.toString().stripTrailing();
  }
}
