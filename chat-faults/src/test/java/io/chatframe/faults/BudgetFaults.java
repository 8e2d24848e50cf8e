package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.process.SuiteNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What nodes may spend together, and what their books say when one is killed. */
@ExtendWith(SuiteExtension.class)
final class BudgetFaults {
  private static final int SENDERS = 64;

  /** An answer of 8,000 tokens costs 0.0096; two of them are more than this. */
  private static final String ONE_REPLY = "0.015 USD";

  @Test
  void ofManySendersAtTwoNodesOneIsAnsweredAndTheBooksBalanceAfterAKill(Suite suite)
      throws Exception {
    Map<String, String> paid =
        Map.of(
            "LLM_BASE_URL", "",
            "LLM_MODEL", "deepseek-v4-flash",
            "DEEPSEEK_API_KEY", "none-of-a-real-provider",
            "DEEPSEEK_BASE_URL", suite.provider(),
            "BUDGET_PER_MONTH", ONE_REPLY);
    // They know of no budget, and would take the reply over as well.
    for (SuiteNode other : suite.nodes()) {
      other.kill();
    }
    try (SuiteNode first = suite.anotherNode("first-payer", paid).begin();
        SuiteNode second = suite.anotherNode("second-payer", paid).begin()) {
      first.awaitReady();
      second.awaitReady();

      List<Background<String>> senders = new ArrayList<>();
      List<MessageHistory> sent = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        SuiteNode node = i % 2 == 0 ? first : second;
        var visitor = suite.visitor(node::address);
        MessageHistory message = visitor.prepare(UUID.randomUUID(), suite.words(200, 20));
        sent.add(message);
        senders.add(Background.of(() -> outcome(visitor, message)));
      }
      List<String> outcomes = new ArrayList<>();
      for (Background<String> sender : senders) {
        outcomes.add(sender.result());
      }

      assertThat(outcomes).filteredOn("begun"::equals).hasSize(1);
      assertThat(outcomes).filteredOn("429 rate-limited"::equals).hasSize(SENDERS - 1);
      assertThat(sent).filteredOn(message -> suite.wasAsked(message)).hasSize(1);

      int winner = outcomes.indexOf("begun");
      Awaitility.await("some text in the journal")
          .atMost(Duration.ofSeconds(30))
          .until(() -> number(suite, "SELECT count(*) FROM reply_journal") > 0);
      (winner % 2 == 0 ? first : second).kill();
      // The node that takes the reply over settles the lost attempt before it reserves for its own.
      Awaitility.await("the reply to end and the books to be closed")
          .atMost(Duration.ofMinutes(2))
          .until(() ->
              number(suite, "SELECT count(*) FROM reply WHERE status = 'generating'") == 0
                  && number(suite, "SELECT count(*) FROM budget_reservation") == 0);

      long cost = number(suite, "SELECT sum(coalesce(cost_micros, 0)) FROM attempt");
      SuiteReport.say("the books after the kill: " + cost + " millionths");
      assertThat(cost).isPositive();
      assertThat(account(suite, "spent")).isEqualTo(cost);
      assertThat(account(suite, "reserved")).isZero();
    }
  }

  /** What became of a message: its stream is left at once. */
  private static String outcome(SuiteVisitor visitor, MessageHistory message) throws Exception {
    try (var call = visitor.post(message)) {
      return call.status() == 200 ? "begun" : call.status() + " " + call.problem();
    }
  }

  private static long account(Suite suite, String column) throws SQLException {
    return number(suite, "SELECT " + column + " FROM budget_account WHERE key = 'server-month'");
  }

  private static long number(Suite suite, String sql) throws SQLException {
    try (Connection connection = suite.database().connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
