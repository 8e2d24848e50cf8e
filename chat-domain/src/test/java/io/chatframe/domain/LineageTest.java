package io.chatframe.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LineageTest {
  private final Lineage lineage = Lineage.first().next(10).next(5);

  @Test
  void rewindsToTheSmallestBaseTheReaderHasNotSeen() {
    assertThat(lineage.rewind(new Cursor(1, 12))).hasValue(5);
    assertThat(lineage.rewind(new Cursor(2, 6))).hasValue(5);
    assertThat(Lineage.first().next(5).next(10).rewind(new Cursor(1, 12))).hasValue(5);
  }

  @Test
  void rewindsNoReaderWhoHasOnlyKeptText() {
    assertThat(lineage.rewind(new Cursor(1, 5))).isEmpty();
    assertThat(lineage.rewind(new Cursor(3, 99))).isEmpty();
  }

  @Test
  void rejectsACursorOfAnAttemptThatNeverBegan() {
    assertThatIllegalArgumentException().isThrownBy(() -> lineage.rewind(new Cursor(4, 0)));
  }

  @Test
  void beginsAtZero() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Lineage(List.of(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Lineage(List.of()));
  }

  @Test
  void endsWithItsLatestAttempt() {
    assertThat(lineage.attempt()).isEqualTo(3);
    assertThat(lineage.base()).isEqualTo(5);
    assertThat(lineage.at(7)).isEqualTo(new Cursor(3, 7));
  }
}
