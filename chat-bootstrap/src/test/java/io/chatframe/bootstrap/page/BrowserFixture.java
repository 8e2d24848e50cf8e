package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.bootstrap.RunningServer;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;

/** The whole server, its provider and a browser; records errors in any page. */
public final class BrowserFixture implements AutoCloseable {
  /**
   * Only one of the two has titles and follow-ups, so that other tests see only their own requests.
   */
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

  /** The secret with which the host of {@code member} and {@code guild} signs. */
  static final String SECRET = "a secret of the host that is long enough";

  private static final Path SOURCES = Path.of("../chat-adapter-web/page/src");
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final int PATIENCE_MILLIS = 20_000;

  public final ScriptedProvider provider = ScriptedProvider.start();
  public final HostSite site = new HostSite();

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
    Files.writeString(
        assistants.resolve("gated.md"),
        ASSISTANT
            .formatted("Gated", false)
            .replaceFirst(
                "---\n", "---\nrequire-ticket: true\nallowed-origins: [" + site.allowed() + "]\n"));
    Files.writeString(
        assistants.resolve("shop.md"),
        ASSISTANT
            .formatted("Shop", false)
            .replaceFirst(
                "---\n",
                """
                ---
                allowed-origins: [%s]
                accent: "#16a34a"
                launcher-label: Ask us
                launcher-icon: question
                launcher-position: left
                teaser: Questions?
                teaser-delay: 0
                teaser-pages: [/pricing, /docs/*]
                attention: [title]
                """
                    .formatted(site.allowed())));
    Files.writeString(
        assistants.resolve("poor.md"),
        ASSISTANT
            .formatted("Poor", false)
            .replaceFirst("---\n", "---\nbudget-per-day: 0.000001 USD\n"));
    Files.writeString(
        assistants.resolve("shut.md"),
        ASSISTANT.formatted("Shut", false).replaceFirst("---\n", "---\nclosed: true\n"));
    String sites = "---\nallowed-origins: ['https://shop.example']\nlinks: ";
    String linking = ASSISTANT.formatted("Linking", false);
    Files.writeString(
        assistants.resolve("listed.md"),
        linking.replaceFirst(
            "---\n", sites + "listed\nlink-hosts: [docs.example, '*.help.example']\n"));
    Files.writeString(
        assistants.resolve("own.md"), linking.replaceFirst("---\n", sites + "same-site\n"));
    Files.writeString(directory.resolve(".env"), "MEMBER_IDENTITY_SECRET='" + SECRET + "'\n");
    String key = "---\nidentity-secret: MEMBER_IDENTITY_SECRET\n";
    String member = ASSISTANT.formatted("Member", false);
    Files.writeString(assistants.resolve("member.md"), member.replaceFirst("---\n", key));
    Files.writeString(
        assistants.resolve("guild.md"), member.replaceFirst("---\n", key + "identity: required\n"));
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

  /** Declares that the test causes an error with this text. */
  public void expect(String complaint) {
    expected.add(complaint);
  }

  /**
   * Closes all pages.
   *
   * @return console errors, uncaught errors and requests that left the server's origin, except
   *     those that were declared
   */
  public List<String> leave() {
    browser.contexts().forEach(BrowserContext::close);
    List<String> surprises =
        complaints.stream()
            .filter(complaint -> expected.stream().noneMatch(complaint::contains))
            .toList();
    complaints.clear();
    expected.clear();
    return surprises;
  }

  public String origin() {
    return server.origin();
  }

  public BrowserContext newVisitor(Browser.NewContextOptions options) {
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

  public Page open(BrowserContext context, String path) {
    Page page = context.newPage();
    page.navigate(origin() + path);
    return page;
  }

  /**
   * An empty page that can import modules: the chat's sources below {@code /chat/}, and those of
   * these tests below {@code /page/}.
   */
  public Page openModules() {
    BrowserContext context = newVisitor(new Browser.NewContextOptions());
    context.route(
        origin() + "/modules",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html>")));
    context.route(
        "**/*.js",
        route -> {
          String path = URI.create(route.request().url()).getPath();
          route.fulfill(
              new Route.FulfillOptions().setContentType("text/javascript").setBody(module(path)));
        });
    return open(context, "/modules");
  }

  private static String module(String path) {
    try {
      return Files.readString(
          (path.startsWith("/chat/") ? SOURCES : RESOURCES).resolve(path.substring(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest dialogs of the visitor with this key. */
  List<JsonNode> dialogs(String key) {
    try {
      server.session(Optional.of(key));
      return server.get("/api/v1/dialogs").get("items").valueStream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** The server's messages of a dialog of the visitor with this key, in order. */
  List<JsonNode> messages(String key, String dialog) {
    try {
      server.session(Optional.of(key));
      var messages = new ArrayDeque<JsonNode>();
      String path = "/api/v1/dialogs/" + dialog + "/messages?limit=100";
      JsonNode page = server.get(path);
      while (true) {
        page.get("items").valueStream().toList().reversed().forEach(messages::addFirst);
        if (!page.has("next")) {
          return List.copyOf(messages);
        }
        page = server.get(path + "&before=" + page.get("next").asString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Erases the visitor with this key, as another browser of hers would. */
  void erase(String key) {
    try {
      server.session(Optional.of(key));
      server.delete("/api/v1/visitor");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Routes of the page may be added at any time. */
  public Page openChat() {
    BrowserContext visitor = newVisitor(new Browser.NewContextOptions());
    // The first route turns interception on, and a request sent at that moment escapes it.
    visitor.route("**/no-such-path", Route::resume);
    Page page = open(visitor, "/embed/default");
    composer(page).waitFor();
    return page;
  }

  public static Locator composer(Page page) {
    return page.locator("chat-composer textarea");
  }

  public static void say(Page page, String text) {
    composer(page).fill(text);
    composer(page).press("Enter");
  }

  /** The text of the last reply. */
  public static Locator reply(Page page) {
    return page.locator("chat-message .theirs chat-markdown").last();
  }

  /** Present only while nothing is being generated. */
  public static Locator idle(Page page) {
    return page.locator("chat-composer button.send:not(.stop)");
  }

  /** Deletes all data of the visitor in the page, and confirms it. */
  static void forget(Page page) {
    assertThat(idle(page)).isVisible();
    page.locator("chat-header button.list").click();
    page.locator("chat-dialogs button.all").click();
    page.locator("chat-dialogs .forget .danger").waitFor();
    steady(page);
    page.locator("chat-dialogs .forget .danger").click();
  }

  /** Waits until the page's clock lets a press count for the buttons' current meaning. */
  public static void steady(Page page) {
    page.waitForFunction(
        "since => performance.now() - since >= 500", page.evaluate("performance.now()"));
  }

  /** Waits until the page has rendered its current state. */
  public static void drawn(Page page) {
    page.evaluate(
        "() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))");
  }

  /** Waits until the page has processed the server's answers about its dialog. */
  static void loaded(Page page) {
    page.waitForFunction(
        """
        () => {
          const {chat, id} = document.querySelector('chat-app').talk;
          return chat.dialogs.get(id)?.awaited === undefined;
        }
        """);
    drawn(page);
  }

  /** A provider's whole answer in pieces of seven bytes. */
  public static String stream(String text) {
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
    site.close();
  }
}
