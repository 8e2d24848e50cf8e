package io.chatframe.domain.port;

import io.chatframe.domain.Message;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.budget.BudgetAccount;
import io.chatframe.domain.budget.BudgetPeriod;
import io.chatframe.domain.budget.BudgetScope;
import io.chatframe.domain.budget.BudgetState;
import io.chatframe.domain.budget.Spending;
import io.chatframe.domain.budget.SpentBudget;
import io.chatframe.domain.port.limit.BudgetRepository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Budgets in memory, beside the replies of an {@link InMemoryStore}. */
public final class InMemoryBudgets implements BudgetRepository {
  private record Key(BudgetScope scope, String subject, String currency, LocalDate period) {}

  private record Attempt(ReplyId reply, int number) {}

  private record Reservation(long amount, Spending spending, List<Key> keys) {}

  private static final class Account {
    private long spent;
    private long reserved;
  }

  private final InMemoryStore store;
  private final TimeSource time;
  private final Map<Key, Account> accounts = new HashMap<>();
  private final Map<Attempt, Reservation> reservations = new HashMap<>();
  private final Set<Key> told = new HashSet<>();

  public InMemoryBudgets(InMemoryStore store, TimeSource time) {
    this.store = store;
    this.time = time;
  }

  @Override
  public Optional<SpentBudget> reserve(ReplyId reply, int attempt, Spending spending, long octets) {
    synchronized (store) {
      return reserveAlone(reply, attempt, spending, octets);
    }
  }

  private Optional<SpentBudget> reserveAlone(
      ReplyId reply, int attempt, Spending spending, long octets) {
    var key = new Attempt(reply, attempt);
    if (reservations.containsKey(key)) {
      return Optional.empty();
    }
    long amount = spending.amount(octets);
    for (BudgetAccount account : spending.accounts()) {
      Account known = accounts.getOrDefault(key(account, spending), new Account());
      if (known.spent + known.reserved + amount > account.limit()) {
        boolean passing = known.spent + amount <= account.limit();
        Duration reopens = passing ? Duration.ofSeconds(10) : untilNext(account, spending);
        return Optional.of(new SpentBudget(account, reopens, passing));
      }
    }
    List<Key> keys = spending.accounts().stream().map(each -> key(each, spending)).toList();
    keys.forEach(each -> accounts.computeIfAbsent(each, _ -> new Account()).reserved += amount);
    reservations.put(key, new Reservation(amount, spending, keys));
    return Optional.empty();
  }

  private Key key(BudgetAccount account, Spending spending) {
    return new Key(
        account.scope(), account.subject(), spending.currency(), period(account, spending));
  }

  private LocalDate period(BudgetAccount account, Spending spending) {
    LocalDate today = LocalDate.ofInstant(time.now(), spending.zone());
    return account.scope().period() == BudgetPeriod.DAY ? today : today.withDayOfMonth(1);
  }

  private Duration untilNext(BudgetAccount account, Spending spending) {
    LocalDate period = period(account, spending);
    LocalDate next =
        account.scope().period() == BudgetPeriod.DAY ? period.plusDays(1) : period.plusMonths(1);
    return Duration.between(time.now(), next.atStartOfDay(spending.zone()).toInstant());
  }

  @Override
  public List<BudgetAccount> settle(ReplyId reply, int attempt, OptionalLong cost) {
    synchronized (store) {
      return settleAlone(reply, attempt, cost);
    }
  }

  private List<BudgetAccount> settleAlone(ReplyId reply, int attempt, OptionalLong cost) {
    var key = new Attempt(reply, attempt);
    @Nullable Reservation was = reservations.get(key);
    if (was == null || isRunning(reply, attempt)) {
      return List.of();
    }
    reservations.remove(key);
    long paid = stored(reply, attempt).orElseGet(() -> cost.orElse(was.amount()));
    var passed = new ArrayList<BudgetAccount>();
    for (int i = 0; i < was.keys().size(); i++) {
      Key at = was.keys().get(i);
      BudgetAccount account = was.spending().accounts().get(i);
      Account known = accounts.computeIfAbsent(at, _ -> new Account());
      known.reserved -= was.amount();
      known.spent += paid;
      if (known.spent * 5 >= account.limit() * 4 && told.add(at)) {
        passed.add(account);
      }
    }
    return passed;
  }

  /** Whether an attempt is generating, so that what it costs is unknown. */
  private boolean isRunning(ReplyId reply, int attempt) {
    return attempt > 0
        && store
            .reply(reply)
            .filter(known -> known.end().isEmpty())
            .filter(_ -> !store.generation(reply).isAccounted(attempt))
            .isPresent();
  }

  private Optional<Long> stored(ReplyId reply, int attempt) {
    return attempt == 0
        ? Optional.ofNullable(store.afterthoughtCosts.get(reply))
        : store.reply(reply).map(_ -> store.generation(reply).cost(attempt));
  }

  @Override
  public List<BudgetAccount> settleForgotten() {
    synchronized (store) {
      return List.copyOf(reservations.keySet()).stream()
          .flatMap(each -> settleAlone(each.reply(), each.number(), OptionalLong.empty()).stream())
          .toList();
    }
  }

  /** Reserves what the reply to a message may cost; a refusal if that is too much. */
  Optional<Acceptance> refusal(NewMessage message, @Nullable InMemoryDialog dialog) {
    var path = new ArrayList<Message>();
    if (dialog != null) {
      dialog
          .parent(message.place())
          .ifPresent(parent -> path.addAll(dialog.path(parent, message.reply().reach())));
    }
    path.add(
        new VisitorMessage(
            message.id(),
            message.dialog(),
            1,
            Optional.empty(),
            message.text(),
            message.context(),
            time.now()));
    return refusal(message.reply(), path, "");
  }

  Optional<Acceptance> refusal(NewReply reply, List<Message> path, String kept) {
    long octets = Message.octets(path) + kept.getBytes(StandardCharsets.UTF_8).length;
    return reply
        .spending()
        .flatMap(spending -> reserve(reply.id(), 1, spending, octets))
        .map(Refusal.BudgetSpent::new);
  }

  @Override
  public List<BudgetState> states(ZoneId zone) {
    synchronized (store) {
      return statesAlone(LocalDate.ofInstant(time.now(), zone));
    }
  }

  private List<BudgetState> statesAlone(LocalDate today) {
    return accounts.entrySet().stream()
        .filter(each -> each.getKey().scope() != BudgetScope.VISITOR_DAY)
        .filter(each ->
            each.getKey()
                .period()
                .equals(
                    each.getKey().scope().period() == BudgetPeriod.DAY
                        ? today
                        : today.withDayOfMonth(1)))
        .map(each ->
            new BudgetState(
                each.getKey().scope(),
                each.getKey().subject(),
                each.getKey().currency(),
                each.getKey().period(),
                each.getValue().spent,
                each.getValue().reserved))
        .sorted(Comparator.comparing(each -> each.scope().wireName() + " " + each.subject()))
        .toList();
  }
}
