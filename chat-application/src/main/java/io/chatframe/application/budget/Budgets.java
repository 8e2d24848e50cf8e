package io.chatframe.application.budget;

import io.chatframe.application.task.PeriodicTasks;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.access.AuditEntry;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.budget.Budget;
import io.chatframe.domain.budget.BudgetAccount;
import io.chatframe.domain.budget.BudgetScope;
import io.chatframe.domain.budget.Spending;
import io.chatframe.domain.budget.SpentBudget;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.limit.AuditLedger;
import io.chatframe.domain.port.limit.BudgetRepository;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.usage.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines which budgets a request counts in and what it may cost at most, and keeps their books.
 * Assistants without a budget cost no call of the storage. Thread-safe.
 */
public final class Budgets implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Budgets.class);

  /** The longest answer, in tokens, where a budget applies and the assistant says none. */
  public static final int ANSWER_TOKENS = 8_000;

  private static final String SERVER = "server";
  private static final Duration FORGOTTEN_EVERY = Duration.ofSeconds(30);

  /** At most so many octets of a prompt are what the host says about a visitor. */
  private static final int VISITOR_FACTS = 2_000;

  private final Optional<Budget> server;
  private final ZoneId zone;
  private final LlmPort llm;
  private final BudgetRepository repository;
  private final AuditLedger audit;
  private final TimeSource time;
  private final PeriodicTasks tasks = new PeriodicTasks();

  /** The accounts whose end has been logged, and until when. */
  private final ConcurrentHashMap<String, Long> toldUntil = new ConcurrentHashMap<>();

  /**
   * @param server the budget of all assistants together
   * @param zone the time zone in which days and months begin
   */
  public Budgets(
      Optional<Budget> server,
      ZoneId zone,
      LlmPort llm,
      BudgetRepository repository,
      AuditLedger audit,
      TimeSource time) {
    this.server = server;
    this.zone = zone;
    this.llm = llm;
    this.repository = repository;
    this.audit = audit;
    this.time = time;
  }

  /** Starts settling what dead nodes have left. */
  public void start() {
    tasks.every(FORGOTTEN_EVERY, "budgets", this::settleForgotten);
  }

  @Override
  public void close() {
    tasks.close();
  }

  /** The longest answer of assistants that say none; empty if no budget applies. */
  public static OptionalInt answerTokens(Optional<Budget> server, AssistantSettings assistant) {
    return server.isPresent() || !assistant.budgets().isEmpty()
        ? OptionalInt.of(ANSWER_TOKENS)
        : OptionalInt.empty();
  }

  /**
   * What a reply may cost: each of the models may read the whole dialog and write the longest
   * answer, for a fallback is asked when the one before it has failed.
   *
   * @return empty if no budget applies
   */
  public Optional<Spending> ofReply(Visitor visitor, AssistantSettings assistant, String model) {
    if (applyNone(assistant)) {
      return Optional.empty();
    }
    long facts = assistant.visitorFacts().isEmpty() ? 0 : VISITOR_FACTS;
    return Optional.of(
        spending(
            visitor,
            assistant,
            Stream.concat(Stream.of(model), assistant.fallbackModels().stream()),
            octets(assistant.prompt()) + facts,
            assistant.maxTokens().orElse(ANSWER_TOKENS)));
  }

  private Spending spending(
      Visitor visitor,
      AssistantSettings assistant,
      Stream<String> models,
      long promptOctets,
      int answerTokens) {
    List<Budget> budgets = budgets(assistant);
    BigDecimal perToken = BigDecimal.ZERO;
    BigDecimal fixed = BigDecimal.ZERO;
    BigDecimal mostInput = BigDecimal.ZERO;
    for (String name : models.distinct().toList()) {
      LlmModel asked = llm.model(name);
      // Only the demo has no price.
      BigDecimal input = asked.price().map(Budgets::dearestInput).orElse(BigDecimal.ZERO);
      BigDecimal output = asked.price().map(Price::output).orElse(BigDecimal.ZERO);
      perToken = perToken.add(input);
      mostInput = mostInput.add(input.multiply(BigDecimal.valueOf(asked.contextTokens())));
      fixed =
          fixed
              .add(input.multiply(BigDecimal.valueOf(promptOctets)))
              .add(output.multiply(BigDecimal.valueOf(answerTokens)));
    }
    return new Spending(
        budgets.getFirst().limit().currency(),
        budgets.stream().map(budget -> account(budget, visitor)).toList(),
        zone,
        rounded(fixed),
        perToken,
        rounded(mostInput));
  }

  /** A price per million tokens is that of one token in millionths. */
  private static BigDecimal dearestInput(Price price) {
    return price.input().max(price.cacheWrite());
  }

  private static long rounded(BigDecimal micros) {
    return micros.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private static long octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private boolean applyNone(AssistantSettings assistant) {
    return server.isEmpty() && assistant.budgets().isEmpty();
  }

  /** In the order of their scopes. */
  private List<Budget> budgets(AssistantSettings assistant) {
    return Stream.concat(assistant.budgets().stream(), server.stream())
        .sorted(Comparator.comparing(Budget::scope))
        .toList();
  }

  private static BudgetAccount account(Budget budget, Visitor visitor) {
    String name = visitor.assistant().value();
    String subject =
        switch (budget.scope()) {
          case VISITOR_DAY -> name + " " + visitor.id();
          case ASSISTANT_DAY, ASSISTANT_MONTH -> name;
          case SERVER_MONTH -> "";
        };
    return new BudgetAccount(budget.scope(), subject, budget.limit().micros());
  }

  /**
   * Reserves what a further request for a reply may cost.
   *
   * @param attempt its number; 0 for the afterthought
   * @return whether it may be sent
   * @throws StorageUnavailableException if the database does not answer within a few seconds
   */
  public boolean reserve(
      Visitor visitor,
      AssistantSettings assistant,
      ReplyId reply,
      int attempt,
      LlmRequest request) {
    if (applyNone(assistant)) {
      return true;
    }
    Spending spending =
        spending(
            visitor,
            assistant,
            Stream.concat(Stream.of(request.model()), request.fallbacks().stream()),
            0,
            request.maxTokens().orElse(ANSWER_TOKENS));
    long octets =
        request.messages().stream().mapToLong(message -> octets(message.text()) + 16).sum()
            + request.prefix().map(Budgets::octets).orElse(0L);
    Optional<SpentBudget> spent = repository.reserve(reply, attempt, spending, octets);
    spent.ifPresent(this::tellSpent);
    return spent.isEmpty();
  }

  /**
   * Settles an attempt that has ended, if a budget applies. What fails is settled later.
   *
   * @param attempt its number; 0 for the afterthought
   * @param cost what it cost in millionths, for the case that its reply was deleted
   */
  public void settle(AssistantSettings assistant, ReplyId reply, int attempt, OptionalLong cost) {
    if (applyNone(assistant)) {
      return;
    }
    try {
      tellPassed(repository.settle(reply, attempt, cost));
    } catch (StorageUnavailableException e) {
      log.debug("The cost of reply {} is settled later: the database is unavailable", reply);
    }
  }

  private void settleForgotten() {
    try {
      tellPassed(repository.settleForgotten());
    } catch (StorageUnavailableException e) {
      log.debug("Nothing is settled: the database is unavailable");
    }
  }

  private void tellPassed(List<BudgetAccount> passed) {
    for (BudgetAccount account : passed) {
      if (account.scope() != BudgetScope.VISITOR_DAY) {
        log.warn("Four fifths of the budget are spent: {}", told(account));
        record("budget-nearly-spent", account);
      }
    }
  }

  private void record(String event, BudgetAccount account) {
    try {
      audit.record(List.of(new AuditEntry(time.now(), SERVER, event, told(account), 1)));
    } catch (StorageUnavailableException e) {
      log.debug("An event of a budget is not recorded: the database is unavailable");
    }
  }

  /** Records that a budget is spent, once in its period on this node; not that of a visitor. */
  public void tellSpent(SpentBudget spent) {
    BudgetAccount account = spent.account();
    if (spent.passing() || account.scope() == BudgetScope.VISITOR_DAY) {
      return;
    }
    long now = time.nanos();
    toldUntil.values().removeIf(until -> until - now <= 0);
    if (toldUntil.putIfAbsent(told(account), now + spent.reopens().toNanos()) == null) {
      log.warn(
          "The budget is spent, and no reply begins for the next {} minutes: {}",
          spent.reopens().toMinutes() + 1,
          told(account));
      record("budget-spent", account);
    }
  }

  private static String told(BudgetAccount account) {
    return "%s %s, limit %s"
        .formatted(
            account.scope().wireName(),
            account.subject(),
            BigDecimal.valueOf(account.limit(), 6).stripTrailingZeros().toPlainString());
  }
}
