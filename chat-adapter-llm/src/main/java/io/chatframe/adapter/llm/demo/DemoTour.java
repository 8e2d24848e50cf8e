package io.chatframe.adapter.llm.demo;

/** The texts of the demo: the first thing a newcomer sees. */
final class DemoTour {
  private DemoTour() {}

  static final String REASONING =
      """
      Somebody has just opened a fresh Chatframe and no model is connected yet. I should be honest about that first. \
      Then a short tour: text as it streams, a table, code, a formula. And at the end the two lines that connect a \
      real model, because that is what they will want next.\
      """;

  static final String SHORT_REASONING =
      "I cannot really answer this: I am the demo. Best to say so, and how to change it.";

  static final String TOUR =
      """
      # Welcome to Chatframe 👋

      I am the **demo**: no language model is connected yet, so I cannot answer questions. But everything around me is \
      real. What you are watching is streamed, stored and restored exactly as a model's answer will be.

      Try it right now, **while I am still talking**:

      1. **Reload the page.** I go on where I was.
      2. Press **Stop**. What I have said so far stays.
      3. **Scroll up** and read. The page will not pull you back down.

      ## What an answer can hold

      Lists with ~~crosses~~ and ticks, *emphasis*, `code words` and [links](https://example.com), which open in a new tab:

      - [x] A server is running
      - [x] Dialogs are kept in PostgreSQL
      - [ ] A model is connected

      Tables:

      | If this happens … | … your visitor sees |
      |:--|:--|
      | the network drops | the answer go on, once it is back |
      | the server dies | your words, the answer so far, and *Retry* |
      | the model fails | what was said so far, and a *Retry* button |

      Code, with a button to copy it:

      ```html
      <!-- the chat, on any page of yours -->
      <script src="https://chat.example/embed.js" data-assistant="default" async></script>
      ```

      Formulas, in a line such as $e^{i\\pi} + 1 = 0$ or on their own:

      $$
      \\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}
      $$

      > And quotes. Text runs from right to left where it should, too: שלום, مرحبا.

      ## Connect a real model

      Put a key for [DeepSeek](https://platform.deepseek.com) into the file `.env` beside the server:

      ```properties
      DEEPSEEK_API_KEY=sk-...
      ```

      Or name any server that speaks the OpenAI protocol, such as Ollama on your own machine, which needs no key:

      ```properties
      LLM_BASE_URL=http://localhost:11434/v1
      LLM_MODEL=llama3.2
      ```

      Start the server again, and the next answer comes from the model.

      Until then, send `/help` to see what else I can show you, including how things look when they go wrong.
      """;

  static final String LATER =
      """
      Your message has arrived and is safely stored, but I am only the **demo** and cannot answer it: no language \
      model is connected yet.

      To connect one, put a key into the file `.env` beside the server and start it again:

      ```properties
      DEEPSEEK_API_KEY=sk-...
      ```

      For a server of your own, such as Ollama, set `LLM_BASE_URL` and `LLM_MODEL` instead; it needs no key.

      Meanwhile, `/tour` shows the tour again, and `/help` lists what I can do.
      """;

  static final String COMMANDS =
      """
      I am the **demo**, and these are the commands I know:

      | Send | and see |
      |:--|:--|
      | `/tour` | the guided tour again |
      | `/slow` | an answer that takes its time: good for trying *Stop* and a reload |
      | `/long 2000` | an answer of 2,000 words |
      | `/fail 429` | a model that is too busy. `401` is a wrong key, `503` an overloaded provider |
      | `/stall` | a model that falls silent in the middle of a sentence |
      | `/cut` | a connection that is lost in the middle of an answer |

      None of them reaches a real model. To connect one, set `DEEPSEEK_API_KEY` in `.env` and start the server again.
      """;

  static final String SLOW =
      """
      This answer takes its time. Reload the page, open it in a second tab, or switch the \
      network off and on again: I will not lose a word. When you have seen enough, press Stop.
      """;

  private static final String[] SENTENCES = {
    "A long answer is a good test of patience, and of scrolling.",
    "Every word you see was stored a moment ago, so a reload brings it back.",
    "You may stop me at any time, and keep what you have read.",
    "Somewhere a model would be thinking now, but I only count my words.",
    "If you scroll up, the page leaves you there, and if you scroll down again, it follows me.",
    "This is still the demo, and there is still more to come."
  };

  /** Exactly {@code count} words, the same each time, in paragraphs. */
  static String words(int count) {
    StringBuilder text = new StringBuilder();
    int written = 0;
    for (int sentence = 0; written < count; sentence++) {
      for (String word : SENTENCES[sentence % SENTENCES.length].split(" ", -1)) {
        if (written < count) {
          text.append(word).append(' ');
          written++;
        }
      }
      if (sentence % SENTENCES.length == SENTENCES.length - 1) {
        text.append("\n\n");
      }
    }
    return text.toString().stripTrailing();
  }
}
