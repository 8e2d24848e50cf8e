package io.chatframe.adapter.llm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class HostLookupTest {
  private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void endsAtTheTimeLimit() {
    HostLookup lookup = new HostLookup(Duration.ofMillis(50), this::never);

    assertThatThrownBy(() -> lookup.resolve("slow.example"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("Not resolved within");
    end.countDown();
  }

  @Test
  void endsWhenItIsCancelled() {
    HostLookup lookup = new HostLookup(Duration.ofMinutes(1), this::never);
    CompletableFuture<@Nullable Void> cancelled = CompletableFuture.completedFuture(null);

    assertThatThrownBy(() ->
            ScopedValue.where(HostLookup.CANCELLED, cancelled)
                .call(() -> lookup.resolve("slow.example")))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("Cancelled");
    end.countDown();
  }

  @Test
  void neverReturnsALinkLocalAddress() throws UnknownHostException {
    HostLookup mixed =
        new HostLookup(Duration.ofSeconds(5), _ -> new InetAddress[] {METADATA, LOOPBACK});
    HostLookup metadata = new HostLookup(Duration.ofSeconds(5), _ -> new InetAddress[] {METADATA});

    assertThat(mixed.resolve("mixed.example")).containsExactly(LOOPBACK);
    assertThatThrownBy(() -> metadata.resolve("metadata.example"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("link-local");
  }

  private InetAddress[] never(String host) {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new InetAddress[] {LOOPBACK};
  }
}
