package io.chatframe.bootstrap.start;

import io.chatframe.adapter.persistence.PersistenceProperties;
import io.chatframe.bootstrap.assistant.AssistantFiles;
import io.chatframe.domain.port.llm.LlmDescription;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Logs what started: the provider, the assistants, the database, who cannot be embedded yet and,
 * last, the URL to open.
 */
public final class StartNotice implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger log = LoggerFactory.getLogger("chatframe");

  private final LlmDescription llm;
  private final PersistenceProperties persistence;
  private final AssistantFiles assistants;

  public StartNotice(
      LlmDescription llm, PersistenceProperties persistence, AssistantFiles assistants) {
    this.llm = llm;
    this.persistence = persistence;
    this.assistants = assistants;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (!llm.demo()) {
      log.info("Answers: {}, model {}", llm.provider(), llm.model());
    }
    log.info("Assistants: {}", String.join(", ", assistants.names()));
    // An embedded database has already logged its location.
    persistence.place().ifPresent(place -> log.info("Dialogs: {}", place));
    Environment environment = event.getApplicationContext().getEnvironment();
    if (!isLoopback(host(environment))) {
      assistants.closed().forEach(StartNotice::tellClosed);
    }
    log.info("Ready. Open {}", address(environment));
  }

  /** Whoever listens for others than this machine means to be embedded. */
  private static void tellClosed(Path file) {
    log.info(
        "No site can embed the assistant of {} yet. Add between its two lines of dashes:"
            + " allowed-origins: [https://www.example.com]",
        file);
  }

  private static String host(Environment environment) {
    return environment.getProperty("server.address", "127.0.0.1");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String address(Environment environment) {
    String host = host(environment);
    String shown =
        switch (host) {
          case "0.0.0.0", "::" -> "127.0.0.1";
          default -> host.contains(":") ? "[" + host + "]" : host;
        };
    return "http://"
        + shown
        + ":"
        + environment.getProperty("local.server.port")
        + environment.getProperty("server.servlet.context-path", "")
        + "/";
  }
}
