package io.chatframe.adapter.web;

import io.chatframe.application.ContinueReply;
import io.chatframe.application.DeleteDialog;
import io.chatframe.application.EditMessage;
import io.chatframe.application.EraseVisitor;
import io.chatframe.application.ListDialogs;
import io.chatframe.application.ReadDialog;
import io.chatframe.application.RegenerateReply;
import io.chatframe.application.RenameDialog;
import io.chatframe.application.SendMessage;
import io.chatframe.application.WelcomeVisitor;
import io.chatframe.application.afterthought.Afterthoughts;
import io.chatframe.application.reply.EngineSettings;
import io.chatframe.application.reply.FollowReply;
import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.application.reply.StopReply;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.IdSource;
import io.chatframe.domain.port.InMemoryStore;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmDescription;
import io.chatframe.domain.port.llm.ScriptedLlm;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The whole web adapter on a port of its own, over the store in memory and a model that the test
 * plays.
 */
final class TestServer implements AutoCloseable {
  static final String SECRET = "a secret of the tests that is long enough";
  static final int LONGEST_MESSAGE = 100;
  static final int MOST_REPLIES_OF_A_VISITOR = 9;
  static final WebProperties.Web USUAL =
      new WebProperties.Web(Duration.ofSeconds(15), Duration.ofSeconds(50), Duration.ofSeconds(20));

  final TestTime time;
  final InMemoryStore store;
  final ScriptedLlm llm = new ScriptedLlm();
  final ConfigurableApplicationContext context;
  final ReplyEngine engine;

  /**
   * @param settings as {@code name=value}, over those that the application ships with
   */
  TestServer(String... settings) {
    this(USUAL, settings);
  }

  TestServer(WebProperties.Web waits, String... settings) {
    this(new TestTime(), waits, settings);
  }

  /** Another node on the store of the first, with a model of its own. */
  static TestServer beside(TestServer first) {
    return new TestServer(first.time, first.store, "shop", USUAL);
  }

  /** With another assistant, or none, shown by default. */
  static TestServer withDefault(String assistant) {
    TestTime time = new TestTime();
    return new TestServer(time, new InMemoryStore(time), assistant, USUAL);
  }

  private TestServer(TestTime time, WebProperties.Web waits, String... settings) {
    this(time, new InMemoryStore(time), "shop", waits, settings);
  }

  private TestServer(
      TestTime time,
      InMemoryStore store,
      String defaultAssistant,
      WebProperties.Web waits,
      String... settings) {
    this.time = time;
    this.store = store;
    var properties = new WebProperties(SECRET, defaultAssistant, waits);
    this.context =
        new SpringApplicationBuilder(App.class)
            .properties(
                "server.port=0",
                "server.address=127.0.0.1",
                "spring.threads.virtual.enabled=true",
                "spring.main.banner-mode=off")
            .properties(settings)
            .initializers(starting -> {
              var beans = starting.getBeanFactory();
              beans.registerSingleton("time", time);
              beans.registerSingleton("store", store);
              beans.registerSingleton("llm", llm);
              beans.registerSingleton("webProperties", properties);
            })
            .run();
    this.engine = context.getBean(ReplyEngine.class);
    engine.start();
  }

  int port() {
    var server = ((ServletWebServerApplicationContext) context).getWebServer();
    return Objects.requireNonNull(server, "not started").getPort();
  }

  /** How many connections there are, whatever they are at. */
  long connections() {
    var server = (TomcatWebServer) ((ServletWebServerApplicationContext) context).getWebServer();
    var handler =
        Objects.requireNonNull(server, "not started")
            .getTomcat()
            .getConnector()
            .getProtocolHandler();
    return ((AbstractProtocol<?>) handler).getConnectionCount();
  }

  @Override
  public void close() {
    engine.close();
    context.close();
  }

  private static AssistantSettings assistant(String name, String title, String... origins) {
    return new AssistantSettings(
        new AssistantName(name),
        title,
        "Hello",
        List.of("Where is my order?"),
        "Be kind.",
        Optional.empty(),
        List.of(),
        List.of(origins),
        Optional.of("de"),
        "auto",
        Optional.empty(),
        true,
        true,
        LONGEST_MESSAGE,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        name.equals("shop") ? List.of("plan", "url", "date") : List.of(),
        false,
        false);
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(WebConfiguration.class)
  static class App {
    @Bean
    AssistantCatalog assistants() {
      var shop = assistant("shop", "Shop <b>&\"", "https://shop.example", "https://a.example:8443");
      var other = assistant("other", "Other");
      return new AssistantCatalog() {
        @Override
        public Optional<AssistantSettings> find(AssistantName name) {
          return List.of(shop, other).stream()
              .filter(known -> known.name().equals(name))
              .findFirst();
        }

        @Override
        public Optional<AssistantSettings> first() {
          return Optional.of(other);
        }
      };
    }

    @Bean
    IdSource ids() {
      return UUID::randomUUID;
    }

    @Bean
    LlmDescription description() {
      return new LlmDescription("demo", "demo", true);
    }

    @Bean
    ReplyEngine engine(
        ScriptedLlm llm, InMemoryStore store, TimeSource time, Function<VisitorId, String> names) {
      var settings =
          EngineSettings.standard(
              new NodeId(UUID.randomUUID()), "model", true, 2_000, MOST_REPLIES_OF_A_VISITOR);
      var afterthoughts = new Afterthoughts(Optional.empty(), llm, store, time);
      return new ReplyEngine(settings, llm, store, store, afterthoughts, time, names);
    }

    @Bean
    SendMessage send(
        AssistantCatalog assistants,
        InMemoryStore store,
        ReplyEngine engine,
        IdSource ids,
        TimeSource time) {
      return new SendMessage(assistants, store, engine, ids, time, ZoneOffset.UTC);
    }

    @Bean
    EditMessage edit(InMemoryStore store, SendMessage send) {
      return new EditMessage(store, send);
    }

    @Bean
    ContinueReply continueReply(
        AssistantCatalog assistants, InMemoryStore store, ReplyEngine engine) {
      return new ContinueReply(assistants, store, engine);
    }

    @Bean
    FollowReply follow(InMemoryStore store, ReplyEngine engine, TimeSource time) {
      return new FollowReply(store, engine, time);
    }

    @Bean
    StopReply stop(InMemoryStore store, ReplyEngine engine, FollowReply follow) {
      return new StopReply(store, engine, follow);
    }

    @Bean
    RegenerateReply regenerate(
        AssistantCatalog assistants, InMemoryStore store, ReplyEngine engine) {
      return new RegenerateReply(assistants, store, engine);
    }

    @Bean
    ListDialogs list(InMemoryStore store) {
      return new ListDialogs(store);
    }

    @Bean
    ReadDialog read(InMemoryStore store, ReplyEngine engine) {
      return new ReadDialog(store, engine);
    }

    @Bean
    RenameDialog rename(InMemoryStore store) {
      return new RenameDialog(store);
    }

    @Bean
    DeleteDialog delete(InMemoryStore store, ReplyEngine engine) {
      return new DeleteDialog(store, engine);
    }

    @Bean
    WelcomeVisitor welcome(InMemoryStore store, IdSource ids) {
      return new WelcomeVisitor(store, ids);
    }

    @Bean
    EraseVisitor erase(InMemoryStore store, ReplyEngine engine) {
      return new EraseVisitor(store, engine);
    }
  }
}
