package io.chatframe.bootstrap.page;

import static io.chatframe.bootstrap.page.BrowserFixture.composer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Map;

/** A chat page that gets the events of a reply from the test, one by one, instead of the server. */
record ScriptedStream(Page page) {
  private static final String REPLY = "00000000-0000-4000-8000-000000000001";

  /** Also records, at each frame, what is shown of the reply. */
  private static final String SCRIPT =
      """
      const real = globalThis.fetch;
      let line;
      let begun;
      const beginning = new Promise((resolve) => (begun = resolve));
      globalThis.fetch = (url, init) => {
        if (init?.method !== 'POST' || !String(url).endsWith('/messages')) return real(url, init);
        const body = new ReadableStream({start: (controller) => begun((line = controller))});
        const headers = {'Content-Type': 'text/event-stream'};
        return Promise.resolve(new Response(body, {headers}));
      };
      globalThis.tell = async ({event, data}) => {
        await beginning;
        const text = `id: 1.0\\nevent: ${event}\\ndata: ${JSON.stringify(data)}\\n\\n`;
        line.enqueue(new TextEncoder().encode(text));
      };
      globalThis.answer = () => document.querySelector('chat-app').shadowRoot
          .querySelector('chat-log').shadowRoot.querySelector('chat-message[data-role=assistant]')
          ?.shadowRoot.querySelector('chat-markdown')?.shadowRoot;
      globalThis.frames = [];
      const note = () => {
        const text = document.querySelector('chat-app')?.shadowRoot ? answer()?.textContent : '';
        if (text && text !== frames.at(-1)) frames.push(text);
        requestAnimationFrame(note);
      };
      requestAnimationFrame(note);
      """;

  /** Opens a chat, sends a message and begins its reply. */
  static ScriptedStream begin(BrowserFixture fixture) {
    // The server does not know this dialog, and the page may ask for its title.
    fixture.expect("status of 404");
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    visitor.addInitScript(SCRIPT);
    Page page = fixture.open(visitor, "/embed/default");
    composer(page).waitFor();
    BrowserFixture.say(page, "Hi");
    return new ScriptedStream(page).tell("reply", Map.of("reply", REPLY, "status", "generating"));
  }

  ScriptedStream tell(String event, Map<String, ?> data) {
    page.evaluate("tell", Map.of("event", event, "data", data));
    return this;
  }

  ScriptedStream text(String piece) {
    return tell("text", Map.of("t", piece));
  }

  ScriptedStream rewind(int text) {
    return tell("rewind", Map.of("reasoning", 0, "text", text));
  }

  ScriptedStream complete() {
    return tell("done", Map.of("status", "completed", "finishReason", "stop"));
  }

  ScriptedStream fail(String code) {
    return tell("done", Map.of("status", "failed", "error", Map.of("code", code)));
  }
}
