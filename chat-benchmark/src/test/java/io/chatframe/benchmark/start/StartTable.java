package io.chatframe.benchmark.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sheet as Markdown: of each figure the median, with the lowest and the highest. */
final class StartTable {
  private final Sheet sheet;

  StartTable(Sheet sheet) {
    this.sheet = sheet;
  }

  String markdown(List<String> parts) {
    return parts.stream().map(this::markdown).collect(Collectors.joining("\n"));
  }

  private String markdown(String part) {
    List<String> figures = sheet.figures(part);
    StringBuilder out = new StringBuilder();
    row(out, Stream.concat(Stream.of(part), figures.stream()).toList());
    row(out, Stream.concat(Stream.of(part), figures.stream()).map(_ -> "---").toList());
    for (String variant : sheet.variants(part)) {
      List<String> cells = new ArrayList<>(List.of(variant));
      figures.forEach(figure -> cells.add(cell(sheet.values(part, variant, figure))));
      row(out, cells);
    }
    return out.toString();
  }

  /**
   * @param values the lowest first
   */
  static String cell(double... values) {
    if (values.length == 0) {
      return "–";
    }
    int middle = values.length / 2;
    double median =
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return values.length == 1
        ? number(median)
        : "%s (%s–%s)"
            .formatted(number(median), number(values[0]), number(values[values.length - 1]));
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) || value >= 100;
    return String.format(Locale.ROOT, whole ? "%.0f" : value < 10 ? "%.2f" : "%.1f", value);
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
