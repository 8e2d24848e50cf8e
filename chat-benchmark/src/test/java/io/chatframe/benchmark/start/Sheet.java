package io.chatframe.benchmark.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All figures so far, in a file that grows line by line: what was measured before an interruption
 * is not measured again.
 */
final class Sheet {
  /**
   * A figure.
   *
   * @param part what was measured, as starts
   * @param round which of several times
   */
  record Entry(String part, String variant, int round, String figure, double value) {
    private static final int FIELDS = 5;

    String line() {
      return "%s;%s;%d;%s;%s".formatted(part, variant, round, figure, value);
    }

    static Entry of(String line) {
      String[] fields = line.split(";", -1);
      if (fields.length != FIELDS) {
        throw new IllegalArgumentException("not a figure: " + line);
      }
      return new Entry(
          fields[0],
          fields[1],
          Integer.parseInt(fields[2]),
          fields[3],
          Double.parseDouble(fields[4]));
    }
  }

  private final Path file;
  private final List<Entry> entries;

  private Sheet(Path file, List<Entry> entries) {
    this.file = file;
    this.entries = new ArrayList<>(entries);
  }

  /** Opens the file, or begins it. */
  static Sheet open(Path file) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    return new Sheet(file, lines.stream().map(Entry::of).toList());
  }

  /** Adds the figures of one round. */
  void add(String part, String variant, int round, Map<String, Double> figures) throws IOException {
    List<Entry> added =
        figures.entrySet().stream()
            .map(each -> new Entry(part, variant, round, each.getKey(), each.getValue()))
            .toList();
    entries.addAll(added);
    Files.write(
        file,
        added.stream().map(Entry::line).toList(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  boolean has(String part, String variant, int round) {
    return entries.stream()
        .filter(each -> each.part().equals(part) && each.round() == round)
        .anyMatch(each -> each.variant().equals(variant));
  }

  /** The figures of a part, each once, in the order in which they came. */
  List<String> figures(String part) {
    return entries.stream()
        .filter(each -> each.part().equals(part))
        .map(Entry::figure)
        .distinct()
        .toList();
  }

  /** What was measured in a part, in the order in which it came. */
  List<String> variants(String part) {
    return entries.stream()
        .filter(each -> each.part().equals(part))
        .map(Entry::variant)
        .distinct()
        .toList();
  }

  /** The values of a figure over all rounds, the lowest first. */
  double[] values(String part, String variant, String figure) {
    return entries.stream()
        .filter(each -> each.part().equals(part))
        .filter(each -> each.variant().equals(variant))
        .filter(each -> each.figure().equals(figure))
        .mapToDouble(Entry::value)
        .sorted()
        .toArray();
  }
}
