package io.chatframe.adapter.llm.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves host names within a time limit; the JDK's lookup can be neither interrupted nor limited.
 * Callers share one lookup per name at a time, which runs on a thread of its own.
 */
final class HostLookup implements DnsResolver {
  /** Completed when the caller gives up; the client's interface has no other way to say so. */
  static final ScopedValue<CompletableFuture<@Nullable Void>> CANCELLED = ScopedValue.newInstance();

  /** The blocking lookup itself. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Map<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();
  private final Duration limit;
  private final Lookup lookup;

  HostLookup(Duration limit, Lookup lookup) {
    this.limit = limit;
    this.lookup = lookup;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    CompletableFuture<InetAddress[]> found = running.computeIfAbsent(host, this::begin);
    try {
      CompletableFuture.anyOf(found, CANCELLED.orElse(new CompletableFuture<>()))
          .get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (!found.isDone()) {
        throw new UnknownHostException("Cancelled while resolving " + host);
      }
      return withoutLinkLocal(host, found.join());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("Interrupted while resolving " + host);
    } catch (TimeoutException _) {
      throw new UnknownHostException("Not resolved within " + limit + ": " + host);
    } catch (ExecutionException _) {
      throw new UnknownHostException(host);
    }
  }

  private CompletableFuture<InetAddress[]> begin(String host) {
    CompletableFuture<InetAddress[]> found = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("llm-host-lookup").start(() -> complete(host, found));
    return found;
  }

  private void complete(String host, CompletableFuture<InetAddress[]> found) {
    try {
      found.complete(lookup.resolve(host));
    } catch (UnknownHostException e) {
      found.completeExceptionally(e);
    } finally {
      running.remove(host);
    }
  }

  /**
   * Drops link-local addresses, which a base URL may not have either: clouds serve secrets there.
   */
  private static InetAddress[] withoutLinkLocal(String host, InetAddress[] found)
      throws UnknownHostException {
    InetAddress[] allowed =
        Stream.of(found).filter(a -> !a.isLinkLocalAddress()).toArray(InetAddress[]::new);
    if (allowed.length == 0) {
      throw new UnknownHostException(host + " leads to a link-local address");
    }
    return allowed;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
