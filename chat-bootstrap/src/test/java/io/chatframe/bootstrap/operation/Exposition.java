package io.chatframe.bootstrap.operation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A scrape in Prometheus' text format. */
public final class Exposition {
  private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{(.*)})? (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");

  /** One number. */
  public record ExposedNumber(String name, Map<String, String> labels, BigDecimal value) {}

  private final String text;

  public Exposition(String text) {
    this.text = text;
  }

  /** The sum of the samples of a name that have all of these labels. */
  public BigDecimal sum(String name, Map<String, String> labels) {
    return samples().stream()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
        .map(ExposedNumber::value)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Our metrics as the table of the document has them: name, type and labels. */
  public Set<String> described() {
    var types = new TreeMap<String, String>();
    for (MatchResult type : TYPE.matcher(text).results().toList()) {
      types.put(type.group(1), type.group(2));
    }
    var all = new TreeSet<String>();
    for (ExposedNumber sample : samples()) {
      String name = sample.name().replaceAll("_(bucket|count|sum)$", "");
      boolean largest =
          name.endsWith("_max")
              && "histogram".equals(types.get(name.substring(0, name.length() - 4)));
      if (name.startsWith("chat_") && !largest) {
        var labels = new TreeSet<>(sample.labels().keySet());
        labels.remove("le");
        all.add(name + " " + types.get(name) + " " + labels);
      }
    }
    return all;
  }

  private List<ExposedNumber> samples() {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(SAMPLE::matcher)
        .filter(matcher -> matcher.matches() && !matcher.group(3).equals("NaN"))
        .map(matcher ->
            new ExposedNumber(
                matcher.group(1),
                labels(matcher.group(2) == null ? "" : matcher.group(2)),
                new BigDecimal(matcher.group(3).replace("+Inf", "0"))))
        .toList();
  }

  private static Map<String, String> labels(String written) {
    var labels = new TreeMap<String, String>();
    LABEL.matcher(written).results().forEach(each -> labels.put(each.group(1), each.group(2)));
    return labels;
  }
}
