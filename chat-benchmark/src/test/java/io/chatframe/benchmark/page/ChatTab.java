package io.chatframe.benchmark.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;

/**
 * The chat page in a tab. While something is measured, nothing here may be called: what waits for a
 * page, or asks it something, takes time of its main thread.
 */
final class ChatTab implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Browser browser;
  private final Page page;
  private final CDPSession session;

  ChatTab(Browser browser, Page page) {
    this.browser = browser;
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MILLIS);
    session = page.context().newCDPSession(page);
    session.send("Performance.enable");
    composer().waitFor();
    awaitIdle();
  }

  private Locator composer() {
    return page.locator("chat-composer textarea");
  }

  void say(String text) {
    composer().fill(text);
    composer().press("Enter");
  }

  /** Waits until no reply is running. */
  void awaitIdle() {
    page.locator("chat-composer button.send:not(.stop)").waitFor();
  }

  Counters counters() {
    return Counters.of(session.send("Performance.getMetrics").toString());
  }

  /** Records tasks and layout shifts of all pages into a file. */
  void startTrace(Path file, List<String> categories) {
    browser.startTracing(
        page, new Browser.StartTracingOptions().setPath(file).setCategories(categories));
  }

  void stopTrace() {
    browser.stopTracing();
  }

  int messages() {
    return page.locator("chat-message").count();
  }

  /** The Markdown of the last message, as the page received it. */
  String received() {
    return (String) page.evaluate("document.querySelector('chat-app').talk.messages.at(-1).text");
  }

  /** What a reader sees of the last message, without what the page adds to code. */
  String shown() {
    return (String)
        page.locator("chat-message .theirs chat-markdown")
            .last()
            .evaluate(
                """
                (element) => {
                  const seen = element.shadowRoot.querySelector('.markdown').cloneNode(true);
                  seen.querySelectorAll('.code-bar').forEach((bar) => bar.remove());
                  return seen.textContent;
                }
                """);
  }

  @Override
  public void close() {
    page.context().close();
  }
}
