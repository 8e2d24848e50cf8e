package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.faults.process.SuiteArchives;
import io.chatframe.faults.process.SuiteDatabase;
import io.chatframe.faults.process.SuiteNode;
import io.chatframe.faults.process.SuitePooler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same visit on PostgreSQL versions other than the embedded one, which everything else runs on,
 * and on that through a pooler. The short form covers the oldest, and the pooler's harder mode;
 * {@code -Pdatabases} covers all.
 */
final class DatabaseKindsFaults {
  @TestFactory
  List<DynamicTest> servesAWholeVisit() throws Exception {
    List<DynamicTest> all = new ArrayList<>();
    Map<Integer, Path> others = SuiteArchives.others();
    assertThat(others).containsKey(14).doesNotContainKey(18);
    others.forEach((major, path) ->
        all.add(DynamicTest.dynamicTest("PostgreSQL " + major, () -> visit(path, ""))));
    if (SuitePooler.program().isEmpty()) {
      SuiteReport.say("left out: PgBouncer, which is not installed");
      assertThat(System.getenv("CI")).as("CI without PgBouncer").isNotEqualTo("true");
      return all;
    }
    Path embedded = SuiteArchives.embedded();
    boolean isShort = others.size() == 1;
    for (String mode : isShort ? List.of("transaction") : List.of("transaction", "session")) {
      all.add(DynamicTest.dynamicTest("PgBouncer, pool_mode " + mode, () -> visit(embedded, mode)));
    }
    return all;
  }

  private static void visit(Path programs, String mode) throws Exception {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    Path folder = Files.createTempDirectory(target, "faults-");
    SuiteReport.say("a visit on %s %s, logs in %s".formatted(programs.getFileName(), mode, folder));
    try (var provider = ScriptedProvider.start();
        var database = SuiteDatabase.start(folder.resolve("database"), programs)) {
      if (mode.isEmpty()) {
        visit(folder, provider, database.settings(database.port(), "postgres"));
        return;
      }
      try (var pooler = SuitePooler.start(folder.resolve("pooler"), database, mode)) {
        visit(folder, provider, database.settings(pooler.port(), "postgres"));
      }
    }
  }

  private static void visit(Path folder, ScriptedProvider provider, Map<String, String> database)
      throws Exception {
    Map<String, String> settings = new HashMap<>(database);
    settings.put("TOKEN_SECRET", "shared-by-the-nodes-of-the-fault-suite-" + UUID.randomUUID());
    settings.put("LLM_BASE_URL", provider.baseUri().toString());
    settings.put("LLM_MODEL", "scripted");
    settings.put("LLM_PREFIX_CONTINUATION", "true");
    settings.put("LLM_TITLES", "false");
    settings.put("LLM_FOLLOW_UPS", "false");
    try (var first = new SuiteNode("first", folder, settings, 256);
        var second = new SuiteNode("second", folder, settings, 256)) {
      // Both at once: on an empty database one of them creates the schema.
      first.begin();
      second.begin();
      first.awaitReady();
      second.awaitReady();
      Visit.pay(first, second);
    }
  }
}
