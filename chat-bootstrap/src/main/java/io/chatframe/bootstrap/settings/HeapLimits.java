package io.chatframe.bootstrap.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The limits of a server whose heap is too small for the ordinary ones: at its limits it refuses,
 * beyond its heap it dies. What an operator sets is taken as it is.
 */
final class HeapLimits {
  private static final long KIBIBYTE = 1_024;

  /** What the server takes by itself, rounded up from 30 MiB. */
  private static final long SERVER = 64 * KIBIBYTE * KIBIBYTE;

  // What docs/benchmarks.md says that each takes, rounded up; a third for texts and for garbage.
  private static final long STREAM = 130 * KIBIBYTE;
  private static final long REPLY = 90 * KIBIBYTE;
  private static final int REPLIES = 2_000;
  private static final int STREAMS = 10_000;

  /**
   * A limit.
   *
   * @param held how many the heap holds
   */
  private record Limit(String setting, long byDefault, long held) {
    String property() {
      return SettingNames.properties().getOrDefault(setting, setting);
    }
  }

  private HeapLimits() {}

  /**
   * Lowers the limits that are not set, and warns of those that are set too high.
   *
   * @param heap the most bytes of the heap
   */
  static void apply(ConfigurableEnvironment environment, long heap, Log log) {
    long mebibytes = heap / KIBIBYTE / KIBIBYTE;
    Map<String, Object> lowered = new LinkedHashMap<>();
    for (Limit limit : of(heap)) {
      @Nullable String set = environment.getProperty(limit.property());
      if (set == null && limit.held() < limit.byDefault()) {
        lowered.put(limit.property(), Long.toString(limit.held()));
        log.info(
            "%s is %d here, not %d: a heap of %d MiB holds no more."
                .formatted(limit.setting(), limit.held(), limit.byDefault(), mebibytes));
      } else if (set != null && isMore(set, limit.held())) {
        log.warn(
            "%s is %s, but a heap of %d MiB holds about %d: the server may run out of memory."
                .formatted(limit.setting(), set, mebibytes, limit.held()));
      }
    }
    environment.getPropertySources().addLast(new MapPropertySource("limits of the heap", lowered));
  }

  private static List<Limit> of(long heap) {
    // Half of the streams begin a reply, as a visitor's page does; the others follow one.
    long room = Math.max(0, heap - SERVER) * 2 / 3;
    long replies = Math.max(1, room / (REPLY + 2 * STREAM));
    long streams = Math.max(1, (room - Math.min(replies, REPLIES) * REPLY) / STREAM);
    return List.of(
        new Limit("MAX_LIVE_REPLIES", REPLIES, replies),
        new Limit("MAX_STREAMS", STREAMS, streams));
  }

  /** What is not a number is refused where it is bound. */
  private static boolean isMore(String set, long held) {
    return set.matches("[0-9]{1,9}") && Long.parseLong(set) > held;
  }
}
