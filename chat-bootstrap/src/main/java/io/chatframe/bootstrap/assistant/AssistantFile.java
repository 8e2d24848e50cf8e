package io.chatframe.bootstrap.assistant;

import io.chatframe.bootstrap.settings.LogText;
import io.chatframe.domain.assistant.Appearance;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.Colour;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.assistant.PromptVariables;
import io.chatframe.domain.budget.Budget;
import io.chatframe.domain.port.llm.ModelCatalog;
import io.chatframe.domain.text.TextRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses an assistant's file: keys between two {@code ---} lines, then the system prompt. */
final class AssistantFile {
  static final String SUFFIX = ".md";

  private static final Set<String> KEYS =
      Stream.of(
              IdentityKeys.NAMES.stream(),
              BudgetKeys.NAMES.stream(),
              LauncherKeys.NAMES.stream(),
              Stream.of(LookKeys.LOOK, LookKeys.TEXTS),
              Stream.of(
                  "title",
                  "greeting",
                  "suggestions",
                  "model",
                  "fallback-models",
                  "reasoning-effort",
                  "allowed-origins",
                  "require-ticket",
                  "links",
                  LinkHosts.KEY,
                  "theme",
                  "accent",
                  "locale",
                  "show-reasoning",
                  "reasoning",
                  "max-message-length",
                  "temperature",
                  "max-tokens",
                  "context",
                  "titles",
                  "follow-ups",
                  "token-generation",
                  "closed"))
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());
  private static final Pattern HEAD =
      Pattern.compile(
          "\\A---[ \\t]*\\n(.*?)^---[ \\t]*(?:\\n|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern VARIABLE =
      Pattern.compile("\\{\\{\\s*([a-z]+\\.[a-zA-Z0-9_.-]+)\\s*}}");
  private static final String VARIABLES =
      "{{assistant.title}}, {{visitor.name}}, {{visitor.email}} and {{visitor.attributes.<name>}}";
  private static final int DEFAULT_MESSAGE_LENGTH = 8_000;

  /**
   * A message of this length fits into a 64 KiB request even if each code unit takes three bytes.
   */
  private static final int LONGEST_MESSAGE = 20_000;

  private AssistantFile() {}

  /**
   * Parses a file's text.
   *
   * @throws BrokenAssistantException if the file is invalid; names the line and the key
   */
  static AssistantSettings parse(String file, String text, AssistantRules rules) {
    AssistantName name = name(file);
    String clean = (text.startsWith("\uFEFF") ? text.substring(1) : text).replace("\r\n", "\n");
    Matcher head = HEAD.matcher(clean);
    if (!head.find()) {
      throw BrokenAssistantException.at(
          file, 1, "there is no front matter: the file begins with ---, keys, and --- again");
    }
    FrontMatter keys = FrontMatter.parse(file, head.group(1), KEYS);
    String title = keys.required("title", 80);
    int firstLine = (int) head.group().lines().count() + 1;
    Optional<HostIdentity> identity = rules.identities().of(keys);
    String prompt =
        prompt(file, clean.substring(head.end()), firstLine, title, identity.isPresent());
    AssistantSettings settings =
        settings(
            name,
            title,
            prompt,
            keys,
            rules.models(),
            identity,
            rules.budgets().of(keys),
            LookKeys.of(keys, rules.identities().directory()));
    AssistantSettings limited = rules.limits().apply(settings);
    rules.budgets().check(keys, limited);
    return limited;
  }

  private static AssistantName name(String file) {
    String name = file.substring(0, file.length() - SUFFIX.length());
    if (!AssistantName.isValid(name)) {
      throw BrokenAssistantException.at(
          LogText.oneLine(file),
          0,
          "the name before .md has 1 to 63 lower-case letters, digits and inner hyphens");
    }
    return new AssistantName(name);
  }

  private static AssistantSettings settings(
      AssistantName name,
      String title,
      String prompt,
      FrontMatter keys,
      ModelCatalog models,
      Optional<HostIdentity> identity,
      List<Budget> budgets,
      Appearance appearance) {
    return new AssistantSettings(
        name,
        title,
        keys.text("greeting", 2_000).orElse(""),
        keys.texts("suggestions", 6, 200),
        prompt,
        model(name, keys, models),
        fallbacks(keys, models),
        origins(keys),
        LinkHosts.of(keys),
        keys.matching(
            "locale",
            text -> text.matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
            "a language tag as en or pt-BR"),
        keys.matching("theme", Set.of("auto", "light", "dark")::contains, "auto, light or dark")
            .orElse("auto"),
        keys.matching("accent", Colour::isValid, "a colour as \"#4f46e5\", in quotes"),
        keys.flag("show-reasoning", true),
        keys.flag("reasoning", keys.flag("show-reasoning", true)),
        keys.whole("max-message-length", 1, LONGEST_MESSAGE).orElse(DEFAULT_MESSAGE_LENGTH),
        keys.number("temperature", 0, 2),
        keys.whole("max-tokens", 1, 1_000_000),
        keys.matching(
            "reasoning-effort", text -> text.matches("[a-z]+"), "a word as low, medium or high"),
        context(keys),
        keys.flag("titles", true),
        keys.flag("follow-ups", true),
        identity,
        budgets,
        keys.whole("token-generation", 0, 1_000_000).orElse(0),
        keys.flag("closed", false),
        keys.flag("require-ticket", false),
        LauncherKeys.of(keys),
        appearance);
  }

  private static Optional<String> model(
      AssistantName assistant, FrontMatter keys, ModelCatalog models) {
    Optional<String> model =
        keys.matching("model", text -> text.matches("\\S+"), "the name of a model");
    if (model.isEmpty() && models.defaultModel().isEmpty()) {
      throw BrokenAssistantException.withoutModel(
          assistant.value() + SUFFIX, known(models), models.examples());
    }
    model.ifPresent(name -> requireKnown("model", name, keys, models));
    return model;
  }

  private static List<String> fallbacks(FrontMatter keys, ModelCatalog models) {
    List<String> fallbacks = keys.texts("fallback-models", 5, 200);
    fallbacks.forEach(name -> requireKnown("fallback-models", name, keys, models));
    return fallbacks;
  }

  private static void requireKnown(String key, String name, FrontMatter keys, ModelCatalog models) {
    if (!models.knows(name)) {
      throw keys.broken(
          key,
          "names the unknown model \""
              + LogText.oneLine(name)
              + "\"; "
              + models.meant(name).map(meant -> meant + "; ").orElse("")
              + "known are "
              + known(models));
    }
  }

  private static String known(ModelCatalog models) {
    return String.join(", ", models.known());
  }

  private static List<String> context(FrontMatter keys) {
    List<String> names = keys.texts("context", 20, 40);
    if (!names.stream().allMatch(name -> name.matches("[a-zA-Z][a-zA-Z0-9_-]*"))) {
      throw keys.broken("context", "holds names of letters, digits, - and _, as date, url, title");
    }
    return names;
  }

  private static List<String> origins(FrontMatter keys) {
    var origins = new ArrayList<String>();
    for (String text : keys.texts("allowed-origins", 100, 300)) {
      origins.add(
          origin(text)
              .orElseThrow(() ->
                  keys.broken(
                      "allowed-origins",
                      "holds \""
                          + LogText.oneLine(text)
                          + "\"; allowed are sites as https://example.com or http://localhost:3000,"
                          + " without path or wildcard")));
    }
    return origins;
  }

  /** Normalises an origin as browsers do: lower case, without the scheme's default port. */
  private static Optional<String> origin(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.matches("https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(lower).parseServerAuthority();
      boolean usual = uri.getPort() == (uri.getScheme().equals("https") ? 443 : 80);
      boolean none = uri.getPort() == -1 || usual;
      return uri.getPort() > 65_535
          ? Optional.empty()
          : Optional.of(
              uri.getScheme() + "://" + uri.getHost() + (none ? "" : ":" + uri.getPort()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String prompt(
      String file, String body, int firstLine, String title, boolean identified) {
    if (!TextRule.isStorable(body)) {
      throw BrokenAssistantException.at(file, firstLine, "the prompt holds NUL or broken text");
    }
    return VARIABLE
        .matcher(body)
        .replaceAll(variable -> {
          if (variable.group(1).equals("assistant.title")) {
            return Matcher.quoteReplacement(title);
          }
          boolean known = !PromptVariables.in(variable.group()).isEmpty();
          if (known && identified) {
            // Filled in with each request, because visitors differ.
            return Matcher.quoteReplacement(variable.group());
          }
          String before = body.substring(0, variable.start());
          int line = firstLine + (int) before.chars().filter(c -> c == '\n').count();
          throw BrokenAssistantException.at(
              file,
              line,
              known
                  ? variable.group() + " needs a key for identity tokens, as " + IdentityKeys.SECRET
                  : "unknown variable " + variable.group() + "; known are " + VARIABLES);
        })
        .strip();
  }
}
