package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class HeapLimitsTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final String REPLIES = "chat.max-live-replies";
  private static final String STREAMS = "chat.web.max-streams";

  private final Lines log = new Lines();

  @Test
  void leavesTheDefaultsOfALargeHeap() {
    ConfigurableEnvironment environment = applied(2_560, Map.of());

    assertThat(environment.containsProperty(REPLIES)).isFalse();
    assertThat(environment.containsProperty(STREAMS)).isFalse();
    assertThat(log.lines).isEmpty();
  }

  @Test
  void lowersOnlyTheStreamsOfAMediumHeap() {
    ConfigurableEnvironment environment = applied(1_536, Map.of());

    assertThat(environment.containsProperty(REPLIES)).isFalse();
    assertThat(environment.getProperty(STREAMS, Integer.class)).isBetween(5_000, 9_999);
  }

  @Test
  void lowersBothOfASmallHeapAndSaysSo() {
    ConfigurableEnvironment environment = applied(256, Map.of());

    assertThat(environment.getProperty(REPLIES)).isEqualTo("374");
    assertThat(environment.getProperty(STREAMS)).isEqualTo("749");
    assertThat(log.lines)
        .containsExactly(
            "info: MAX_LIVE_REPLIES is 374 here, not 2000: a heap of 256 MiB holds no more.",
            "info: MAX_STREAMS is 749 here, not 10000: a heap of 256 MiB holds no more.");
  }

  @Test
  void allowsOneInAnyCase() {
    ConfigurableEnvironment environment = applied(16, Map.of());

    assertThat(environment.getProperty(REPLIES)).isEqualTo("1");
    assertThat(environment.getProperty(STREAMS)).isEqualTo("1");
  }

  @Test
  void takesWhatIsSetAndWarnsIfTheHeapCannotHoldIt() {
    ConfigurableEnvironment environment = applied(256, Map.of(REPLIES, "374", STREAMS, "750"));

    assertThat(environment.getProperty(REPLIES)).isEqualTo("374");
    assertThat(environment.getProperty(STREAMS)).isEqualTo("750");
    assertThat(log.lines)
        .containsExactly(
            "warn: MAX_STREAMS is 750, but a heap of 256 MiB holds about 749: the server may run"
                + " out of memory.");
  }

  @Test
  void leavesWhatIsNoNumberToTheValidation() {
    ConfigurableEnvironment environment = applied(256, Map.of(REPLIES, "many", STREAMS, "-1"));

    assertThat(environment.getProperty(REPLIES)).isEqualTo("many");
    assertThat(log.lines).isEmpty();
  }

  private ConfigurableEnvironment applied(long mebibytes, Map<String, Object> set) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("set", set));
    HeapLimits.apply(environment, mebibytes * MEBIBYTE, log);
    return environment;
  }

  /** Keeps what is logged. */
  private static final class Lines extends NoOpLog {
    private static final long serialVersionUID = 1;

    private final transient List<String> lines = new ArrayList<>();

    @Override
    public void info(Object message) {
      lines.add("info: " + message);
    }

    @Override
    public void warn(Object message) {
      lines.add("warn: " + message);
    }
  }
}
