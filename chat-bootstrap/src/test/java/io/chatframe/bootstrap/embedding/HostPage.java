package io.chatframe.bootstrap.embedding;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.chatframe.bootstrap.page.BrowserFixture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A page of another site that embeds a chat; records what it is told. */
final class HostPage {
  /** The loader as its documentation shows it. */
  static final String SCRIPT =
      "<script src='ORIGIN/embed.js' data-assistant='shop' async></script>";

  private static final String RECORDING =
      """
      window.told = [];
      for (const type of ['open', 'close', 'ready', 'error', 'link', 'reply']) {
        addEventListener(`chatframe:${type}`, ({detail}) =>
          told.push(type === 'error' ? `error ${detail.code}` : type));
      }
      """;

  final Page page;
  final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

  private HostPage(BrowserContext visitor) {
    visitor.onRequest(request -> requests.add(request.url()));
    visitor.addInitScript(RECORDING);
    page = visitor.newPage();
  }

  /** Opens a page of the site that may embed the assistants. */
  static HostPage open(BrowserFixture fixture, String body) {
    return open(fixture, body, Map.of(), new Browser.NewContextOptions());
  }

  static HostPage open(
      BrowserFixture fixture,
      String body,
      Map<String, String> headers,
      Browser.NewContextOptions options) {
    String site = fixture.site.allowed();
    fixture.expect("request: " + site);
    fixture.site.show(
        "<!doctype html><html lang='en'><title>Shop</title><body>"
            + body.replace("ORIGIN", fixture.origin())
            + "</body></html>",
        headers);
    var host = new HostPage(fixture.newVisitor(options));
    host.page.navigate(site + "/");
    return host;
  }

  Locator launcher() {
    return page.locator("chat-frame .launcher");
  }

  Locator panel() {
    return page.locator("chat-frame .panel");
  }

  FrameLocator chat() {
    return page.locator("chat-frame iframe").contentFrame();
  }

  Locator composer() {
    return chat().locator("chat-composer textarea");
  }

  /** Waits until the page was told something. */
  void awaitTold(String what) {
    // A policy of the page may forbid the browser's own way of waiting.
    page.waitForCondition(() -> told().contains(what));
  }

  List<?> told() {
    return (List<?>) page.evaluate("told");
  }

  /** The requests to the server so far, without the site's own. */
  List<String> serverPaths(BrowserFixture fixture) {
    return requests.stream()
        .filter(url -> url.startsWith(fixture.origin()))
        .map(url -> url.substring(fixture.origin().length()).replaceFirst("\\?.*", ""))
        .map(path -> path.replaceFirst("-[0-9a-f]{8}\\.", "."))
        .toList();
  }
}
