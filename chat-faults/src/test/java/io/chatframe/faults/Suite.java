package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.scripted.ScriptedExchange;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.faults.history.HistoryChecker;
import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.history.StoredMessage;
import io.chatframe.faults.process.FaultProxy;
import io.chatframe.faults.process.SuiteDatabase;
import io.chatframe.faults.process.SuiteForm;
import io.chatframe.faults.process.SuiteNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * What the scenarios share: a database, a provider that survives every kill, two nodes and a load
 * balancer. Started once, and repaired before each scenario.
 */
final class Suite implements AutoCloseable {
  /** How long running replies may continue when a node is asked to stop. */
  static final Duration DRAIN = Duration.ofSeconds(3);

  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** A node's heap in megabytes. */
  private static final int HEAP = 256;

  private final SuiteForm form;
  private final Path folder;
  private final SuiteDatabase database;
  private final ScriptedProvider provider;
  private final Map<String, String> settings;
  private final SuiteNode first;
  private final SuiteNode second;
  private final FaultProxy balancer;
  private final AtomicInteger messages = new AtomicInteger();

  private Suite(SuiteForm form, Path folder) throws IOException, InterruptedException {
    this.form = form;
    this.folder = folder;
    this.database = SuiteDatabase.start(folder.resolve("database"));
    this.provider = ScriptedProvider.start();
    this.settings = settings();
    this.first = new SuiteNode("first", folder, settings, HEAP);
    this.second = new SuiteNode("second", folder, settings, HEAP);
    this.balancer = new FaultProxy(List.of(first::door, second::door));
  }

  static Suite start() {
    var form = SuiteForm.fromSystemProperties();
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      Path folder = Files.createTempDirectory(target, "faults-");
      SuiteReport.say("%s, logs in %s".formatted(form, folder));
      var suite = new Suite(form, folder);
      suite.heal();
      return suite;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The suite could not be started", e);
    }
  }

  private Map<String, String> settings() {
    Map<String, String> all = new HashMap<>(database.settings());
    all.put("TOKEN_SECRET", "shared-by-the-nodes-of-the-fault-suite-" + UUID.randomUUID());
    all.put("LLM_BASE_URL", provider.baseUri().toString());
    all.put("LLM_MODEL", "scripted");
    all.put("LLM_PREFIX_CONTINUATION", "true");
    all.put("LLM_TITLES", "false");
    all.put("LLM_FOLLOW_UPS", "false");
    all.put("CHAT_DRAIN", DRAIN.toSeconds() + "s");
    return all;
  }

  /** Restarts everything that was stopped, frozen or killed. */
  void heal() throws IOException, InterruptedException {
    if (database.isRunning()) {
      database.thaw();
    } else {
      database.start();
    }
    for (SuiteNode node : nodes()) {
      if (node.isAlive()) {
        node.thaw();
      } else {
        node.begin();
      }
    }
    nodes().forEach(SuiteNode::awaitReady);
  }

  SuiteForm form() {
    return form;
  }

  SuiteDatabase database() {
    return database;
  }

  SuiteNode first() {
    return first;
  }

  SuiteNode second() {
    return second;
  }

  List<SuiteNode> nodes() {
    return List.of(first, second);
  }

  InetSocketAddress balancer() {
    return balancer.address();
  }

  /** Another balancer for the same nodes, for injecting faults. */
  FaultProxy anotherBalancer() throws IOException {
    return new FaultProxy(List.of(first::door, second::door));
  }

  /** A third node, which the scenario starts and closes. */
  SuiteNode anotherNode(String name, Map<String, String> more) throws IOException {
    return anotherNode(name, more, HEAP);
  }

  /** The same with a heap size in megabytes. */
  SuiteNode anotherNode(String name, Map<String, String> more, int heap) throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    return new SuiteNode(name, folder, all, heap);
  }

  SuiteVisitor visitor() {
    return visitor(balancer::address);
  }

  SuiteVisitor visitor(Supplier<InetSocketAddress> door) {
    return new SuiteVisitor(door, SILENCE);
  }

  /**
   * A unique message whose answer has this many words, each marked with the call that sent it.
   *
   * @param rate words per second
   */
  String words(int count, int rate) {
    return "script:words count=%d rate=%d salt=true\nmessage %d"
        .formatted(count, rate, messages.incrementAndGet());
  }

  /** The base URL of the provider. */
  String provider() {
    return provider.baseUri().toString();
  }

  /** Whether the provider was asked for the answer to a message. */
  boolean wasAsked(MessageHistory message) {
    return provider.exchanges().stream()
        .anyMatch(exchange -> exchange.request().question().equals(message.sentText()));
  }

  /** The provider's exchange for a message: the latest request with this question. */
  ScriptedExchange exchange(MessageHistory history) {
    return Awaitility.await("the provider to be asked")
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                provider.exchanges().reversed().stream()
                    .filter(exchange -> exchange.request().question().equals(history.sentText()))
                    .toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  /** Compares everything shown to these visitors with what is stored, by SQL and by the API. */
  List<StoredMessage> check(List<SuiteVisitor> visitors) throws IOException, SQLException {
    List<MessageHistory> histories =
        visitors.stream().flatMap(visitor -> visitor.histories().stream()).toList();
    List<StoredMessage> stored =
        StoredState.of(
            database, histories.stream().map(MessageHistory::dialog).distinct().toList());
    assertThat(HistoryChecker.check(histories, stored)).as("violations").isEmpty();
    for (SuiteVisitor visitor : visitors) {
      for (UUID dialog : visitor.dialogs()) {
        var inStore = stored.stream().filter(one -> one.dialog().equals(dialog)).toList();
        if (!inStore.isEmpty()) {
          assertThat(HistoryChecker.compare(inStore, visitor.shown(dialog))).isEmpty();
        }
      }
    }
    return stored;
  }

  String logs() {
    return nodes().stream()
        .map(node -> "--- %s (%s)\n%s".formatted(node.name(), node.log(), node.logTail(60)))
        .reduce("", (all, one) -> all + one + "\n");
  }

  @Override
  public void close() throws IOException {
    balancer.close();
    nodes().forEach(SuiteNode::close);
    provider.close();
    database.close();
  }
}
