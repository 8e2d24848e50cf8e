package io.chatframe.bootstrap.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.domain.assistant.AssistantSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AssistantFileTest {
  @Test
  void readsAllKeys() {
    AssistantSettings settings =
        parse(
            "support.md",
            """
            ---
            title: Support
            greeting: |
              Hello,
              how can I help?
            suggestions: [One, "Two: 2"]
            model: deepseek-v4-pro
            allowed-origins:
              - https://Example.com:443
              - http://localhost:3000
            require-ticket: true
            theme: dark
            accent: "#4F46e5"
            locale: pt-BR
            show-reasoning: false
            max-message-length: 500
            temperature: 0.7
            max-tokens: 4000
            ---
            You are {{assistant.title}}.
            Templates like {{name}} stay.
            """);

    assertThat(settings.name().value()).isEqualTo("support");
    assertThat(settings.greeting()).isEqualTo("Hello,\nhow can I help?\n");
    assertThat(settings.suggestions()).containsExactly("One", "Two: 2");
    assertThat(settings.model()).contains("deepseek-v4-pro");
    assertThat(settings.allowedOrigins())
        .containsExactly("https://example.com", "http://localhost:3000");
    assertThat(settings.requireTicket()).isTrue();
    assertThat(settings.siteHosts()).containsExactly("example.com", "localhost");
    assertThat(settings.theme()).isEqualTo("dark");
    assertThat(settings.accent()).contains("#4F46e5");
    assertThat(settings.locale()).contains("pt-BR");
    assertThat(settings.showReasoning()).isFalse();
    assertThat(settings.maxMessageLength()).isEqualTo(500);
    assertThat(settings.temperature()).hasValue(0.7);
    assertThat(settings.maxTokens()).hasValue(4000);
    assertThat(settings.prompt()).isEqualTo("You are Support.\nTemplates like {{name}} stay.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "theme: dark | any",
        "links: all | any",
        "links: same-site | []",
        "links: listed\\nlink-hosts: [Docs.example.com, '*.müller.example'] | [docs.example.com, *.xn--mller-kva.example]",
      })
  void readsWhatAnswersMayLinkTo(String keys, String hosts) {
    AssistantSettings settings =
        parse("a.md", "---\ntitle: A\n" + keys.replace("\\n", "\n") + "\n---\n");

    assertThat(settings.linkHosts().map(List::toString).orElse("any")).isEqualTo(hosts);
  }

  @Test
  void needsATitleOnly() {
    AssistantSettings settings = parse("a.md", "---\r\ntitle: A\r\n---\r\n");

    assertThat(settings.title()).isEqualTo("A");
    assertThat(settings.prompt()).isEmpty();
    assertThat(settings.theme()).isEqualTo("auto");
    assertThat(settings.showReasoning()).isTrue();
    assertThat(settings.maxMessageLength()).isEqualTo(8_000);
    assertThat(settings.allowedOrigins()).isEmpty();
    assertThat(settings.requireTicket()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "greeting: x | 1 | title",
        "titel: x | 2 | titel",
        "title: 42 | 2 | title",
        "title: [a] | 2 | title",
        "title: a\\ntitle: b | 3 | title",
        "title: a\\nsuggestions: one | 3 | suggestions",
        "title: a\\nsuggestions: [[b]] | 3 | suggestions",
        "title: a\\nsuggestions: [1,2,3,4,5,6,7] | 3 | suggestions",
        "title: a\\nmodel: two words | 3 | model",
        "title: a\\ntheme: blue | 3 | theme",
        "title: a\\naccent: red | 3 | accent",
        "title: a\\nlocale: english! | 3 | locale",
        "title: a\\nshow-reasoning: maybe | 3 | show-reasoning",
        "title: a\\nrequire-ticket: always | 3 | require-ticket",
        "title: a\\nmax-message-length: many | 3 | max-message-length",
        "title: a\\nmax-message-length: 0 | 3 | max-message-length",
        "title: a\\nmax-tokens: 1.5 | 3 | max-tokens",
        "title: a\\ntemperature: 2.1 | 3 | temperature",
        "title: a\\nallowed-origins: ['https://a.example/path'] | 3 | allowed-origins",
        "title: a\\nallowed-origins: ['https://*.example'] | 3 | allowed-origins",
        "title: a\\nallowed-origins: ['*'] | 3 | allowed-origins",
        "title: a\\nallowed-origins: ['ftp://a.example'] | 3 | allowed-origins",
        "title: a\\nallowed-origins: [\"https://a.example; script-src *\"] | 3 | allowed-origins",
        "title: a\\nlinks: some | 3 | links",
        "title: a\\nlinks: listed | 3 | links",
        "title: a\\nlinks: same-site\\nlink-hosts: [a.example] | 4 | link-hosts",
        "title: a\\nlink-hosts: [a.example] | 3 | link-hosts",
        "title: a\\nlinks: listed\\nlink-hosts: ['https://a.example'] | 4 | link-hosts",
        "title: a\\nlinks: listed\\nlink-hosts: ['*'] | 4 | link-hosts",
        "title: a\\nlinks: listed\\nlink-hosts: ['a.*.example'] | 4 | link-hosts",
        "title: a\\nlinks: listed\\nlink-hosts: ['a.example:443'] | 4 | link-hosts",
        "title: \"\\u200b\" | 1 | title",
        "title: \"a\\u202eb\" | 2 | title",
        "title: \"a\\ud800b\" | 2 | title",
        "title: a\\ngreeting: \"\\u2066Hi\" | 3 | greeting",
        "title: a\\ngreeting: \"\\e[31mHi\" | 3 | greeting",
        "title: a\\nsuggestions: [\"\\u200b\"] | 3 | suggestions",
        "title: a\\nsuggestions: [\"\\u202eb\"] | 3 | suggestions",
        "title: a\\n  b: c | 3 | YAML",
        "title: !!javax.script.ScriptEngineManager [] | 2 | YAML",
      })
  void namesFileLineAndKeyOfWhatIsBroken(String head, int line, String key) {
    String text = "---\n" + head.replace("\\n", "\n") + "\n---\nBe kind.";

    assertThatThrownBy(() -> parse("a.md", text))
        .isInstanceOf(BrokenAssistantException.class)
        .hasMessageStartingWith("a.md:" + line + ": ")
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({"Support.md", "-a.md", ".md", "a b.md", "ä.md"})
  void refusesANameThatDoesNotFitIntoAUrl(String file) {
    assertThatThrownBy(() -> parse(file, "---\ntitle: A\n---\n"))
        .isInstanceOf(BrokenAssistantException.class)
        .hasMessageContaining("lower-case letters");
  }

  @Test
  void refusesAFileWithoutFrontMatter() {
    assertThatThrownBy(() -> parse("a.md", "---\ntitle: A\n"))
        .hasMessageStartingWith("a.md:1: there is no front matter");
  }

  @Test
  void namesTheLineOfAnUnknownVariable() {
    String text = "---\ntitle: A\n---\nOne.\n\n{{visitor.shoe-size}}.";

    assertThatThrownBy(() -> parse("a.md", text))
        .hasMessageStartingWith("a.md:6: unknown variable {{visitor.shoe-size}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title: a\\nmodel: nowhere/m | 3 | model names the unknown model \"nowhere/m\"; known are"
            + " here/m, here/n",
        "title: a\\nmodel: here/m\\nfallback-models: [here/n, m] | 4 | fallback-models names the"
            + " unknown model \"m\"; known are here/m, here/n",
        "title: a | 1 | model is required where LLM_MODEL names none; known are here/m, here/n",
      })
  void listsTheModelsIfOneIsUnknown(String head, int line, String problem) {
    var models = new DeclaredModels(List.of("here/m", "here/n"), Optional.empty());
    String text = "---\n" + head.replace("\\n", "\n") + "\n---\nBe kind.";

    assertThatThrownBy(
            () -> AssistantFile.parse("a.md", text, Rules.with(models, DeclaredKeys.NONE)))
        .isInstanceOf(BrokenAssistantException.class)
        .hasMessage("a.md:" + line + ": " + problem);
  }

  @Test
  void switchingTheModelChangesNothingElse() {
    var models =
        new DeclaredModels(List.of("deepseek/a", "anthropic/b", "ollama/c"), Optional.empty());
    String text = "---\ntitle: A\nmodel: %s\n---\nBe kind.";

    for (String model : models.known()) {
      AssistantSettings settings =
          AssistantFile.parse("a.md", text.formatted(model), Rules.with(models, DeclaredKeys.NONE));

      assertThat(settings.model()).contains(model);
      assertThat(settings)
          .usingRecursiveComparison()
          .ignoringFields("model")
          .isEqualTo(
              AssistantFile.parse(
                  "a.md", text.formatted("deepseek/a"), Rules.with(models, DeclaredKeys.NONE)));
    }
  }

  private static AssistantSettings parse(String file, String text) {
    return AssistantFile.parse(file, text, Rules.ANY);
  }
}
