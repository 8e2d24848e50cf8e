package io.chatframe.benchmark.page;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the browser itself counts of a page's main thread, without a trace.
 *
 * @param task seconds in all tasks, of them those in the three others
 * @param layouts how often the page was laid out, which is about once a frame that shows something
 *     new
 */
record Counters(double task, double script, double style, double layout, double layouts) {
  /** Reads the result of {@code Performance.getMetrics}. */
  static Counters of(String json) {
    Map<String, Double> values = new HashMap<>();
    for (JsonNode metric : JsonMapper.shared().readTree(json).path("metrics")) {
      values.put(metric.get("name").asString(), metric.get("value").asDouble());
    }
    return new Counters(
        value(values, "TaskDuration"),
        value(values, "ScriptDuration"),
        value(values, "RecalcStyleDuration"),
        value(values, "LayoutDuration"),
        value(values, "LayoutCount"));
  }

  private static double value(Map<String, Double> values, String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the browser does not count " + name);
    }
    return value;
  }

  Counters minus(Counters before) {
    return new Counters(
        task - before.task,
        script - before.script,
        style - before.style,
        layout - before.layout,
        layouts - before.layouts);
  }
}
