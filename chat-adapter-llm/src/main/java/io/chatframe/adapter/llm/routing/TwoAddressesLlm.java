package io.chatframe.adapter.llm.routing;

import io.chatframe.adapter.llm.request.ProviderLlm;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.RequestUse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of which nobody knows whether it serves under {@code /v1}: where nothing is found at the
 * first address, the second is asked, once for all if something is there.
 */
final class TwoAddressesLlm implements LlmPort, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TwoAddressesLlm.class);

  private final ProviderLlm first;
  private final ProviderLlm second;
  private final AtomicReference<@Nullable ProviderLlm> found = new AtomicReference<>();

  TwoAddressesLlm(ProviderLlm first, ProviderLlm second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public LlmStream open(LlmRequest request) {
    ProviderLlm known = found.get();
    return known == null ? new Search(request) : known.open(request);
  }

  @Override
  public LlmModel model(String name) {
    return asked().model(name);
  }

  /** The server at the address that is known by now, or is asked first. */
  ProviderLlm asked() {
    ProviderLlm known = found.get();
    return known == null ? first : known;
  }

  private void found(boolean atSecond, String model) {
    if (found.compareAndSet(null, atSecond ? second : first) && atSecond) {
      LOG.info(
          "Provider {} is asked at {} from now on: nothing is found at {}",
          second.provider().name(),
          second.provider().asked(model),
          first.provider().asked(model));
    }
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }

  /** The answer of the first address, or of the second if nothing is at the first. */
  private final class Search implements LlmStream {
    private final LlmRequest request;

    /** Guarded by {@code this}, as {@link #close} needs them. */
    private LlmStream current;

    private boolean closed;

    /** Of the reader only. */
    private boolean atSecond;

    private Optional<LlmException> notFound = Optional.empty();

    /** Of the first address, once the second is asked. */
    private final List<FailedRequest> failedBefore = new CopyOnWriteArrayList<>();

    private final List<RequestUse> usedBefore = new CopyOnWriteArrayList<>();
    private boolean heard;

    Search(LlmRequest request) {
      this.request = request;
      this.current = first.open(request);
    }

    @Override
    public LlmEvent next() {
      try {
        LlmEvent event = stream().next();
        if (!heard) {
          heard = true;
          found(atSecond, request.model());
        }
        return event;
      } catch (LlmException e) {
        if (!heard && isOfTheModel(e.failure())) {
          found(atSecond, request.model());
        }
        if (heard || !isNotFound(e.failure())) {
          throw e;
        }
        if (atSecond) {
          // Neither has it: what the address that was meant first says is worth more.
          throw notFound.orElse(e);
        }
        notFound = Optional.of(e);
        turnToSecond(e);
        return next();
      }
    }

    private synchronized LlmStream stream() {
      return current;
    }

    private synchronized void turnToSecond(LlmException why) {
      LlmStream failed = current;
      failedBefore.addAll(failed.failures());
      usedBefore.addAll(failed.usedBefore());
      why.usage().ifPresent(usage -> usedBefore.add(new RequestUse(failed.model(), usage)));
      atSecond = true;
      current = second.open(request);
      failed.close();
      if (closed) {
        current.close();
      }
    }

    @Override
    public synchronized String model() {
      return current.model();
    }

    @Override
    public synchronized List<FailedRequest> failures() {
      return both(failedBefore, current.failures());
    }

    @Override
    public synchronized List<RequestUse> usedBefore() {
      return both(usedBefore, current.usedBefore());
    }

    @Override
    public synchronized void close() {
      closed = true;
      current.close();
    }
  }

  private static <T> List<T> both(List<T> before, List<T> now) {
    return Stream.concat(before.stream(), now.stream()).toList();
  }

  /**
   * Whether nothing answers at an address. 405 is what servers of web pages say to whom they do not
   * expect.
   */
  private static boolean isNotFound(LlmFailure failure) {
    return failure instanceof LlmFailure.Rejected refused
        && (refused.status() == 404 || refused.status() == 405)
        && !isOfTheModel(failure);
  }

  /** Whoever knows no such model is asked at the right address. */
  private static boolean isOfTheModel(LlmFailure failure) {
    return failure instanceof LlmFailure.Rejected refused
        && refused.error().code().equals("model_not_found");
  }
}
