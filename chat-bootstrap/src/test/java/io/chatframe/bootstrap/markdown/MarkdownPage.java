package io.chatframe.bootstrap.markdown;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An empty page with the script that is delivered for Markdown, and the functions of {@code
 * /markdown/page.js}.
 */
final class MarkdownPage implements AutoCloseable {
  private static final Path DELIVERED = Path.of("../chat-adapter-web/src/main/resources/page");
  private static final String ORIGIN = "http://chat.test/";

  /** As strict as the chat page's. */
  private static final String POLICY =
      "default-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html expected";

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(ChromiumCondition.path().orElseThrow())
                  .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  private final Page page = browser.newPage();

  MarkdownPage() {
    page.route("**/*", MarkdownPage::answer);
    page.navigate(ORIGIN);
    page.evaluate("path => import(path)", "/assets/" + script());
    page.evaluate(resource("page.js"));
  }

  Object evaluate(String script, Object argument) {
    return page.evaluate(script, argument);
  }

  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(MarkdownPage.class.getResourceAsStream("/markdown/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String script() {
    try (Stream<Path> files = Files.list(DELIVERED.resolve("assets"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("chat-markdown-\\w+\\.js"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(Route route) {
    String path = URI.create(route.request().url()).getPath();
    if (!path.startsWith("/assets/")) {
      route.fulfill(
          new Route.FulfillOptions()
              .setContentType("text/html")
              .setHeaders(Map.of("Content-Security-Policy", POLICY))
              .setBody("<!doctype html><title>Markdown</title>"));
      return;
    }
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("text/javascript")
            .setPath(DELIVERED.resolve(path.substring(1))));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
