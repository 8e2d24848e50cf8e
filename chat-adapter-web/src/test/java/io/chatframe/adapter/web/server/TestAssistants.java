package io.chatframe.adapter.web.server;

import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.port.AssistantCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** The assistants of a test server, to which a test may add. */
public final class TestAssistants implements AssistantCatalog {
  private final Map<AssistantName, AssistantSettings> inService = new ConcurrentHashMap<>();

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
  }

  /** Adds an assistant whose host identifies visitors. */
  public void add(String name, String prompt, HostIdentity identity) {
    put(assistant(name, name, prompt, Optional.of(identity)));
  }

  private void put(AssistantSettings assistant) {
    inService.put(assistant.name(), assistant);
  }

  @Override
  public Optional<AssistantSettings> find(AssistantName name) {
    return Optional.ofNullable(inService.get(name));
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
        identity);
  }
}
