package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static io.chatframe.bootstrap.page.BrowserFixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.chatframe.bootstrap.RunningServer;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Proofs of work in a real browser. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageProofTest {
  private static final Pattern TWENTY_WORDS = Pattern.compile("word1 .*word20");

  private final ConcurrentLinkedQueue<String> scripts = new ConcurrentLinkedQueue<>();

  @TempDir private Path directory;

  @Test
  void beginsTheVisitorsSessionByWork(BrowserFixture fixture) {
    try (RunningServer server = start(fixture)) {
      Page page = open(fixture, server, visitor(fixture, server, "en"));
      say(page, "Hello");

      assertThat(reply(page)).containsText(TWENTY_WORDS);
      assertThat(scripts).anyMatch(script -> script.contains("/proof-worker-"));
      assertThat(status(page)).hasCount(0);

      // Known again by her key, she need not work.
      scripts.clear();
      page.reload();
      assertThat(reply(page)).containsText(TWENTY_WORDS);
      assertThat(scripts).noneMatch(script -> script.contains("/proof-worker-"));
    }
  }

  @Test
  void saysWhyTheVisitorWaitsIfItTakesLong(BrowserFixture fixture) {
    try (RunningServer server = start(fixture)) {
      BrowserContext visitor = visitor(fixture, server, "de");
      var held = new CompletableFuture<Route>();
      visitor.route("**/proof-worker-*.js", held::complete);
      Page page = open(fixture, server, visitor);

      assertThat(status(page)).hasText("Ihr Browser wird geprüft…");

      held.join().resume();
      say(page, "Hello");
      assertThat(reply(page)).containsText(TWENTY_WORDS);
      assertThat(status(page)).hasCount(0);
    }
  }

  @Test
  void loadsNothingForItWhereNobodyAsks(BrowserFixture fixture) {
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    visitor.onRequest(request -> scripts.add(request.url()));
    Page page = fixture.open(visitor, "/embed/default");
    say(page, "Hello");

    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(scripts)
        .noneMatch(script -> script.contains("/proof-worker-") || script.contains("/entry-"));
  }

  private RunningServer start(BrowserFixture fixture) {
    return RunningServer.start(
        directory,
        "--PROOF_OF_WORK=always",
        "--PROOF_OF_WORK_DIFFICULTY=2000",
        "--LLM_TITLES=false",
        "--LLM_FOLLOW_UPS=false",
        "--DEEPSEEK_API_KEY=test-key",
        "--DEEPSEEK_BASE_URL=" + fixture.provider.baseUri(),
        "--chat.drain=0s");
  }

  private BrowserContext visitor(BrowserFixture fixture, RunningServer server, String locale) {
    fixture.expect("request: " + server.origin());
    fixture.expect("status of 401");
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions().setLocale(locale));
    visitor.onRequest(request -> scripts.add(request.url()));
    return visitor;
  }

  private static Page open(BrowserFixture fixture, RunningServer server, BrowserContext visitor) {
    assertThat(List.of(fixture.origin())).doesNotContain(server.origin());
    Page page = visitor.newPage();
    page.navigate(server.origin() + "/embed/default");
    return page;
  }

  private static Locator status(Page page) {
    return page.locator("body > p[role=status]");
  }
}
