package io.chatframe.adapter.llm.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.refusal.Part;
import io.chatframe.domain.port.TimeSource;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

final class LearnedFormsTest {
  private long nanos;
  private final LearnedForms learned =
      new LearnedForms(
          "p",
          new TimeSource() {
            @Override
            public Instant now() {
              return Instant.EPOCH;
            }

            @Override
            public long nanos() {
              return nanos;
            }
          });

  @Test
  void forgetsAfterSomeHours() {
    RequestForm form = RequestForm.PLAIN.without(EnumSet.of(Part.TEMPERATURE)).within(4_096);
    learned.remember("m", form);

    assertThat(learned.of("m")).isEqualTo(form);
    assertThat(learned.of("other")).isEqualTo(RequestForm.PLAIN);
    nanos += LearnedForms.KEPT.toNanos() + 1;
    assertThat(learned.of("m")).isEqualTo(RequestForm.PLAIN);
  }

  @Test
  void remembersABoundedNumberOfModels() {
    for (int i = 0; i <= LearnedForms.MOST_MODELS; i++) {
      learned.remember("m" + i, RequestForm.PLAIN.within(4_096));
    }

    assertThat(learned.of("m0").context()).hasValue(4_096);
    assertThat(learned.of("m" + LearnedForms.MOST_MODELS)).isEqualTo(RequestForm.PLAIN);
  }
}
