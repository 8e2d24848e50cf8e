package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The contract of every {@link NodeRepository}. */
public abstract class NodeRepositoryContract {
  protected abstract NodeRepository nodes();

  /** Over the same store as {@link #nodes}. */
  protected abstract ReplyRepository replies();

  @Test
  void changesTheStampOfALeaseWithEachRenewal() {
    var node = Sample.node();
    nodes().renew(node);
    var first = nodes().stamps().get(node);

    nodes().renew(node);

    assertThat(first).isNotNull();
    assertThat(nodes().stamps().get(node)).isNotNull().isNotEqualTo(first);
  }

  @Test
  void leavesTheStampsOfOthersAlone() {
    var node = Sample.node();
    var other = Sample.node();
    nodes().renew(node);
    var stamp = nodes().stamps().get(node);

    nodes().renew(other);

    assertThat(nodes().stamps().get(node)).isEqualTo(stamp);
  }

  @Test
  void usesNoSpaceByCheckingForIt() {
    var before = nodes().stamps().keySet();

    nodes().checkRoom();

    assertThat(nodes().stamps().keySet()).containsAll(before);
  }

  @Test
  void endsALeaseOnceOrTwice() {
    var node = Sample.node();
    nodes().renew(node);

    nodes().release(node);
    nodes().release(node);

    assertThat(nodes().stamps()).doesNotContainKey(node);
  }

  @Test
  void namesAnOwnerWithoutALeaseByAStampThatStays() {
    var visitor = Sample.visitor();
    var owner = Sample.node();
    var reply =
        Sample.begun(replies().accept(Sample.message(visitor, Sample.dialog(), owner, "Hello")));

    var stamp = nodes().stamps().get(owner);
    assertThat(stamp).isNotNull();
    assertThat(nodes().stamps().get(owner)).isEqualTo(stamp);

    replies().end(owner, reply.id(), 1, Sample.text("Hi"), Sample.stopped());
    assertThat(nodes().stamps()).doesNotContainKey(owner);
  }
}
