package io.chatframe.bootstrap;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.chatframe.adapter.llm.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The whole server, its provider, and a browser before it; notes what must not happen in any page.
 */
final class BrowserFixture implements AutoCloseable {
  /** Only one of two has titles and follow-ups, so that all other tests see just what they ask. */
  private static final String ASSISTANT =
      """
      ---
      title: %1$s
      greeting: Hi!
      titles: %2$s
      follow-ups: %2$s
      ---
      Be kind.
      """;

  private static final int PATIENCE_MILLIS = 20_000;

  final ScriptedProvider provider = ScriptedProvider.start();

  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
  private final List<String> expected = new ArrayList<>();
  private final RunningServer server;
  private final Playwright playwright;
  private final Browser browser;

  BrowserFixture(Path directory) throws IOException {
    Path assistants = Files.createDirectory(directory.resolve("assistants"));
    Files.writeString(assistants.resolve("default.md"), ASSISTANT.formatted("Assistant", false));
    Files.writeString(assistants.resolve("guide.md"), ASSISTANT.formatted("Guide", true));
    Files.writeString(
        assistants.resolve("told.md"),
        """
        ---
        title: Told
        context: [url, title, plan]
        titles: false
        follow-ups: false
        ---
        Be kind.
        """);
    server =
        RunningServer.start(
            directory,
            "--DEEPSEEK_API_KEY=test-key",
            "--DEEPSEEK_BASE_URL=" + provider.baseUri(),
            "--chat.drain=0s");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(ChromiumCondition.path().orElseThrow())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));
  }

  /** Declares that a complaint with this text in it belongs to the test. */
  void expect(String complaint) {
    expected.add(complaint);
  }

  /**
   * Closes all pages.
   *
   * @return console errors, uncaught errors and requests that left the server's origin, but for
   *     those that were declared
   */
  List<String> leave() {
    browser.contexts().forEach(BrowserContext::close);
    List<String> surprises =
        complaints.stream()
            .filter(complaint -> expected.stream().noneMatch(complaint::contains))
            .toList();
    complaints.clear();
    expected.clear();
    return surprises;
  }

  String origin() {
    return server.origin();
  }

  BrowserContext newVisitor(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        complaints.add("console: " + message.text() + " " + message.location());
      }
    });
    context.onWebError(error -> complaints.add("uncaught: " + error.error()));
    context.onRequest(request -> {
      if (!request.url().startsWith(origin()) && !request.url().startsWith("data:")) {
        complaints.add("request: " + request.url());
      }
    });
    return context;
  }

  Page open(BrowserContext context, String path) {
    Page page = context.newPage();
    page.navigate(origin() + path);
    return page;
  }

  Page openChat() {
    Page page = open(newVisitor(new Browser.NewContextOptions()), "/embed/default");
    composer(page).waitFor();
    return page;
  }

  static Locator composer(Page page) {
    return page.locator("chat-composer textarea");
  }

  static void say(Page page, String text) {
    composer(page).fill(text);
    composer(page).press("Enter");
  }

  /** The text of the last reply. */
  static Locator reply(Page page) {
    return page.locator("chat-message .theirs chat-markdown").last();
  }

  /** Present exactly while nothing is being generated. */
  static Locator idle(Page page) {
    return page.locator("chat-composer button.send:not(.stop)");
  }

  /** A whole answer in pieces of seven bytes, as a provider would send it. */
  static String stream(String text) {
    var events = new StringBuilder();
    for (int i = 0; i < text.length(); i += 7) {
      String piece =
          text.substring(i, Math.min(text.length(), i + 7))
              .replace("\\", "\\\\")
              .replace("\"", "\\\"")
              .replace("\n", "\\n");
      events
          .append("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
          .append(piece)
          .append("\"}}]}\n\n");
    }
    return events
        + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        + "data: [DONE]\n\n";
  }

  @Override
  public void close() {
    playwright.close();
    server.close();
    provider.close();
  }
}
