package io.chatframe.bootstrap.look;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.bootstrap.RunningServer;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The whole server with assistants of several looks, its provider and a browser. */
final class LookFixture implements AutoCloseable {
  private static final Path SOURCES = Path.of("../chat-adapter-web/page/src");
  private static final Path ASSISTANTS = Path.of("src/test/resources/look/assistants");
  private static final int PATIENCE_MILLIS = 20_000;

  final ScriptedProvider provider = ScriptedProvider.start();

  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
  private final List<String> forgiven = new ArrayList<>();
  private final RunningServer server;
  private final Playwright playwright;
  private final Browser browser;

  LookFixture(Path directory) throws IOException {
    Path assistants = Files.createDirectory(directory.resolve("assistants"));
    try (var files = Files.list(ASSISTANTS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, assistants.resolve(file.getFileName()));
      }
    }
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
                            "--font-render-hinting=none",
                            "--disable-lcd-text",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-first-run")));
  }

  String origin() {
    return server.origin();
  }

  String browserVersion() {
    return browser.version();
  }

  /** A browser's profile; errors in its pages and requests that leave the server are recorded. */
  BrowserContext visitor(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.onConsoleMessage(message -> {
      if (message.type().equals("error") && !message.text().contains("ERR_INTERNET_DISCONNECTED")) {
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

  /** Opens an assistant's page and waits until a message can be written. */
  Page open(BrowserContext context, String assistant) {
    Page page = context.newPage();
    page.navigate(origin() + "/embed/" + assistant);
    page.locator("chat-composer textarea").waitFor();
    page.waitForFunction("() => document.querySelector('chat-app').resumed");
    return page;
  }

  Page open(String assistant) {
    return open(visitor(new Browser.NewContextOptions()), assistant);
  }

  /** An empty page that can import the modules of the chat, below {@code /chat/}. */
  Page openModules() {
    BrowserContext context = visitor(new Browser.NewContextOptions());
    context.route(
        origin() + "/modules",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html>")));
    context.route(
        "**/*.js",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/javascript")
                    .setBody(module(URI.create(route.request().url()).getPath()))));
    Page page = context.newPage();
    page.navigate(origin() + "/modules");
    return page;
  }

  private static String module(String path) {
    try {
      return Files.readString(SOURCES.resolve(path.substring(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks a question, and waits for the end of this answer. */
  void ask(Page page, String question, String answer) {
    provider.answerWith(ScriptedAnswer.stream(said(answer) + end()));
    say(page, question);
    assertThat(page.locator("chat-message[data-status=completed] .actions").last()).isVisible();
    assertThat(page.locator("chat-composer button.send:not(.stop)")).isVisible();
  }

  static void say(Page page, String text) {
    page.locator("chat-composer textarea").fill(text);
    page.locator("chat-composer textarea").press("Enter");
  }

  /** Waits until the page's clock lets a press count for the buttons' current meaning. */
  static void steady(Page page) {
    page.waitForFunction(
        "since => performance.now() - since >= 500", page.evaluate("performance.now()"));
  }

  /** Waits until the page has rendered its current state. */
  static void drawn(Page page) {
    page.evaluate(
        "() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))");
  }

  /** A piece of the answer as the provider sends it. */
  static String said(String text) {
    return delta("content", text);
  }

  /** A piece of what the model thinks. */
  static String thought(String text) {
    return delta("reasoning_content", text);
  }

  private static String delta(String field, String text) {
    String quoted = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"%s\":\"%s\"}}]}\n\n"
        .formatted(field, quoted);
  }

  static String end() {
    return """
    data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

    data: [DONE]

    """;
  }

  /** Declares that the test causes an error with this text. */
  void forgive(String complaint) {
    forgiven.add(complaint);
  }

  /** Closes all pages, and tells what they complained of. */
  List<String> leave() {
    browser.contexts().forEach(BrowserContext::close);
    List<String> all =
        complaints.stream()
            .filter(complaint -> forgiven.stream().noneMatch(complaint::contains))
            .toList();
    complaints.clear();
    forgiven.clear();
    return all;
  }

  @Override
  public void close() {
    playwright.close();
    server.close();
    provider.close();
  }
}
