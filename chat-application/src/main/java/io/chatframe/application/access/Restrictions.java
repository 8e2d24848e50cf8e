package io.chatframe.application.access;

import io.chatframe.application.task.PeriodicTasks;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.access.Restriction;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.limit.RestrictionRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's copy of what operators forbid, at most about two seconds old while the database
 * answers. Tells listeners whose tokens are no longer accepted. Thread-safe; asking never blocks.
 */
public final class Restrictions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Restrictions.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final RestrictionRepository repository;
  private final AssistantCatalog assistants;
  private final PeriodicTasks tasks = new PeriodicTasks();
  private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();
  private volatile Set<Restriction> known = Set.of();
  private Optional<Long> version = Optional.empty();
  private Map<AssistantName, Integer> generations = Map.of();

  public Restrictions(RestrictionRepository repository, AssistantCatalog assistants) {
    this.repository = repository;
    this.assistants = assistants;
  }

  /** Learns that tokens of some visitors are no longer accepted. */
  public interface RevocationListener {
    /**
     * Ends what is served to them. Must not block.
     *
     * @param blocked whether the operator has blocked them
     */
    void revoked(Predicate<Visitor> whose, boolean blocked);
  }

  public void listen(RevocationListener listener) {
    listeners.add(listener);
  }

  /** Reads what is forbidden, and repeats that periodically. */
  public void start() {
    look();
    tasks.every(LOOK, "restrictions", this::look);
  }

  @Override
  public void close() {
    tasks.close();
  }

  public boolean isBlocked(Visitor visitor) {
    Set<Restriction> now = known;
    return !now.isEmpty() && now.contains(new Restriction.BlockedVisitor(visitor));
  }

  /** Whether no reply of the assistant begins, as its file or an operator says. */
  public boolean isClosed(AssistantSettings assistant) {
    Set<Restriction> now = known;
    return assistant.closed()
        || now.contains(new Restriction.ClosedServer())
        || now.contains(new Restriction.ClosedAssistant(assistant.name()));
  }

  public Set<Restriction> all() {
    return known;
  }

  /** Looks for changes once; for one thread at a time. */
  synchronized void look() {
    lookAtGenerations();
    try {
      long now = repository.version();
      if (!version.equals(Optional.of(now))) {
        Set<Restriction> before = known;
        known = Set.copyOf(repository.all());
        version = Optional.of(now);
        tellBlocked(before);
      }
    } catch (StorageUnavailableException e) {
      log.debug("Restrictions stay as they are: the database is unavailable");
    }
  }

  private void tellBlocked(Set<Restriction> before) {
    Set<Visitor> blocked =
        known.stream()
            .filter(restriction -> !before.contains(restriction))
            .flatMap(restriction ->
                switch (restriction) {
                  case Restriction.BlockedVisitor(Visitor visitor) -> Optional.of(visitor).stream();
                  case Restriction.ClosedAssistant _, Restriction.ClosedServer _ ->
                      Optional.<Visitor>empty().stream();
                })
            .collect(Collectors.toSet());
    if (!blocked.isEmpty()) {
      listeners.forEach(listener -> listener.revoked(blocked::contains, true));
    }
  }

  private void lookAtGenerations() {
    Map<AssistantName, Integer> before = generations;
    generations =
        assistants.all().stream().collect(Collectors.toMap(Function.identity(), this::generation));
    Set<AssistantName> raised =
        generations.entrySet().stream()
            .filter(
                now -> !before.getOrDefault(now.getKey(), now.getValue()).equals(now.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!raised.isEmpty()) {
      listeners.forEach(
          listener -> listener.revoked(visitor -> raised.contains(visitor.assistant()), false));
    }
  }

  private int generation(AssistantName name) {
    return assistants.find(name).map(AssistantSettings::tokenGeneration).orElse(0);
  }
}
