package io.chatframe.bootstrap.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table of metrics in {@code docs/monitoring.md}. */
public final class MonitoringDocument {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(chat_\\w+)` \\| (\\w+) \\| ([^|]*)\\|", Pattern.MULTILINE);
  private static final Pattern TAG = Pattern.compile("`(\\w+)`");

  private MonitoringDocument() {}

  /** Each metric's name, type and labels. */
  public static Set<String> metrics() throws IOException {
    var all = new TreeSet<String>();
    String text = Files.readString(Path.of("../docs/monitoring.md"));
    for (MatchResult row : ROW.matcher(text).results().toList()) {
      var labels = new TreeSet<String>();
      TAG.matcher(row.group(3)).results().forEach(tag -> labels.add(tag.group(1)));
      all.add(row.group(1) + " " + row.group(2) + " " + labels);
    }
    return all;
  }
}
