package io.chatframe.adapter.web.server;

import io.chatframe.domain.assistant.Appearance;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.Colour;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.assistant.LauncherLook;
import io.chatframe.domain.assistant.Logo;
import io.chatframe.domain.port.AssistantCatalog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The assistants of a test server, to which a test may add. */
public final class TestAssistants implements AssistantCatalog {
  private static final Appearance STYLED =
      new Appearance(
          Optional.of(new Colour("#7c9bff")),
          Optional.of(new Colour("#fff7ed")),
          Optional.of(new Colour("#1c1917")),
          OptionalInt.of(8),
          Optional.of("serif"),
          true,
          Optional.of(Logo.of("image/svg+xml", "<svg/>".getBytes(StandardCharsets.UTF_8))),
          List.of("box"),
          Map.of("de", Map.of("placeholder", "Frag den Laden")));

  private final Map<AssistantName, AssistantSettings> inService = new ConcurrentHashMap<>();
  private final Map<AssistantName, Integer> generations = new ConcurrentHashMap<>();

  TestAssistants() {
    put(
        assistant(
            "shop",
            "Shop <b>&\"",
            "Be kind.",
            Optional.empty(),
            "https://shop.example",
            "https://a.example:8443"));
    put(assistant("other", "Other", "Be kind.", Optional.empty()));
    put(assistant("ticketed", "Ticketed", "Be kind.", Optional.empty(), "https://shop.example"));
  }

  /** Adds an assistant whose host identifies visitors. */
  public void add(String name, String prompt, HostIdentity identity) {
    put(assistant(name, name, prompt, Optional.of(identity)));
  }

  /** Makes another number the generation of an assistant's tokens, by its file. */
  public void tokenGeneration(String name, int generation) {
    this.generations.put(new AssistantName(name), generation);
  }

  private AssistantSettings current(AssistantSettings known) {
    return new AssistantSettings(
        known.name(),
        known.title(),
        known.greeting(),
        known.suggestions(),
        known.prompt(),
        known.model(),
        known.fallbackModels(),
        known.allowedOrigins(),
        known.linkHosts(),
        known.locale(),
        known.theme(),
        known.accent(),
        known.showReasoning(),
        known.reasoning(),
        known.maxMessageLength(),
        known.temperature(),
        known.maxTokens(),
        known.reasoningEffort(),
        known.context(),
        known.titles(),
        known.followUps(),
        known.identity(),
        known.budgets(),
        generations.getOrDefault(known.name(), 0),
        known.closed(),
        known.requireTicket(),
        known.launcher(),
        known.appearance());
  }

  private void put(AssistantSettings assistant) {
    inService.put(assistant.name(), assistant);
  }

  @Override
  public Optional<AssistantSettings> find(AssistantName name) {
    return Optional.ofNullable(inService.get(name)).map(this::current);
  }

  @Override
  public Set<AssistantName> all() {
    return Set.copyOf(inService.keySet());
  }

  @Override
  public Optional<AssistantSettings> first() {
    return find(new AssistantName("other"));
  }

  private static AssistantSettings assistant(
      String name,
      String title,
      String prompt,
      Optional<HostIdentity> identity,
      String... origins) {
    return new AssistantSettings(
        new AssistantName(name),
        title,
        "Hello",
        List.of("Where is my order?"),
        prompt,
        Optional.empty(),
        List.of(),
        List.of(origins),
        Optional.of(List.of("docs.example")).filter(_ -> name.equals("shop")),
        Optional.of("de"),
        "auto",
        Optional.empty(),
        true,
        true,
        TestServer.LONGEST_MESSAGE,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        name.equals("shop") ? List.of("plan", "url", "date") : List.of(),
        false,
        false,
        identity,
        List.of(),
        0,
        false,
        name.equals("ticketed"),
        LauncherLook.DEFAULT,
        name.equals("shop") ? STYLED : Appearance.STANDARD);
  }
}
