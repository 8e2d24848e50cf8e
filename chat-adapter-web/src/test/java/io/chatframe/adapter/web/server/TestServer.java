package io.chatframe.adapter.web.server;

import io.chatframe.adapter.web.WebConfiguration;
import io.chatframe.application.ContinueReply;
import io.chatframe.application.DeleteDialog;
import io.chatframe.application.EditMessage;
import io.chatframe.application.EraseVisitor;
import io.chatframe.application.IdentifyVisitor;
import io.chatframe.application.ListDialogs;
import io.chatframe.application.RateReply;
import io.chatframe.application.ReadDialog;
import io.chatframe.application.RegenerateReply;
import io.chatframe.application.RenameDialog;
import io.chatframe.application.SendMessage;
import io.chatframe.application.WelcomeVisitor;
import io.chatframe.application.access.OperateServer;
import io.chatframe.application.access.RefusalAudit;
import io.chatframe.application.access.Restrictions;
import io.chatframe.application.afterthought.Afterthoughts;
import io.chatframe.application.budget.Budgets;
import io.chatframe.application.limit.RateLimits;
import io.chatframe.application.limit.UseLimits;
import io.chatframe.application.reply.EngineSettings;
import io.chatframe.application.reply.FollowReply;
import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.application.reply.StopReply;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.limit.Rate;
import io.chatframe.domain.limit.RateScope;
import io.chatframe.domain.port.IdSource;
import io.chatframe.domain.port.InMemoryAudit;
import io.chatframe.domain.port.InMemoryBudgets;
import io.chatframe.domain.port.InMemoryRates;
import io.chatframe.domain.port.InMemoryRestrictions;
import io.chatframe.domain.port.InMemoryStore;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmDescription;
import io.chatframe.domain.port.llm.ScriptedLlm;
import io.chatframe.domain.port.metric.InMemoryOperations;
import io.chatframe.domain.port.once.InMemoryUsedOnce;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The whole web adapter on a free port, with an in-memory store and a scripted model. Registered as
 * an extension, it serves all tests of the class if the field is static, otherwise one test; JUnit
 * closes it. A test may also create its own.
 */
public final class TestServer
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AutoCloseable {
  public static final String SECRET = "a secret of the tests that is long enough";
  public static final int LONGEST_MESSAGE = 100;
  public static final int MOST_REPLIES_OF_A_VISITOR = 9;

  public final TestTime time;
  public final InMemoryStore store;
  public final InMemoryUsedOnce used;
  public final ScriptedLlm llm = new ScriptedLlm();
  public final TestAssistants assistants = new TestAssistants();
  public final ConfigurableApplicationContext context;
  public final ReplyEngine engine;

  /**
   * @param settings as {@code name=value}, overriding the shipped ones
   */
  public TestServer(String... settings) {
    this(new TestTime(), settings);
  }

  /** Another node with the same store and its own model. */
  public static TestServer beside(TestServer first) {
    return new TestServer(first.time, first.store, first.used, Map.of());
  }

  /** Another node that limits rates. */
  public static TestServer beside(TestServer first, Map<RateScope, Rate> rates) {
    return new TestServer(first.time, first.store, first.used, rates);
  }

  /** A server with another default assistant, which need not exist. */
  public static TestServer withDefault(String assistant) {
    return new TestServer("chat.default-assistant=" + assistant);
  }

  /** A server that limits rates, which the others do not. */
  public static TestServer limited(Map<RateScope, Rate> rates, String... settings) {
    var time = new TestTime();
    return new TestServer(time, new InMemoryStore(time), new InMemoryUsedOnce(), rates, settings);
  }

  private TestServer(TestTime time, String... settings) {
    this(time, new InMemoryStore(time), new InMemoryUsedOnce(), Map.of(), settings);
  }

  private TestServer(
      TestTime time,
      InMemoryStore store,
      InMemoryUsedOnce used,
      Map<RateScope, Rate> rates,
      String... settings) {
    this.time = time;
    this.store = store;
    this.used = used;
    this.context =
        new SpringApplicationBuilder(App.class)
            .properties(
                "server.port=0",
                "server.address=127.0.0.1",
                "spring.threads.virtual.enabled=true",
                "spring.main.banner-mode=off",
                "spring.lifecycle.timeout-per-shutdown-phase=2s",
                "chat.token-secret=" + SECRET,
                "chat.default-assistant=shop")
            .properties(settings)
            .initializers(starting -> {
              var beans = starting.getBeanFactory();
              beans.registerSingleton("time", time);
              beans.registerSingleton("store", store);
              beans.registerSingleton("used", used);
              beans.registerSingleton("llm", llm);
              beans.registerSingleton(
                  "rates", new RateLimits(rates, new InMemoryRates(time), time));
              beans.registerSingleton("assistants", assistants);
            })
            .run();
    this.engine = context.getBean(ReplyEngine.class);
    engine.start();
  }

  public int port() {
    return server().getPort();
  }

  /** The number of connections in any state. */
  public long connections() {
    var handler = server().getTomcat().getConnector().getProtocolHandler();
    return ((AbstractProtocol<?>) handler).getConnectionCount();
  }

  private TomcatWebServer server() {
    var server = ((ServletWebServerApplicationContext) context).getWebServer();
    return (TomcatWebServer) Objects.requireNonNull(server, "not started");
  }

  @Override
  public void beforeAll(ExtensionContext tests) {
    closeWith(tests);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    closeWith(test);
  }

  /** Makes JUnit close this server with the outermost context that uses it. */
  private void closeWith(ExtensionContext context) {
    context
        .getStore(ExtensionContext.Namespace.create(TestServer.class))
        .computeIfAbsent(this, _ -> this);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    time.restore();
  }

  @Override
  public void close() {
    engine.close();
    context.close();
  }

  /** The production configuration of this module, with the use cases it needs. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({
    WebConfiguration.class,
    ContinueReply.class,
    DeleteDialog.class,
    EditMessage.class,
    EraseVisitor.class,
    FollowReply.class,
    IdentifyVisitor.class,
    ListDialogs.class,
    OperateServer.class,
    RateReply.class,
    ReadDialog.class,
    RegenerateReply.class,
    RenameDialog.class,
    SendMessage.class,
    StopReply.class,
    UseLimits.class,
    WelcomeVisitor.class
  })
  static class App {
    @Bean
    IdSource ids() {
      return UUID::randomUUID;
    }

    @Bean
    ZoneId zone() {
      return ZoneOffset.UTC;
    }

    @Bean
    InMemoryRestrictions restrictionRepository() {
      return new InMemoryRestrictions();
    }

    @Bean
    InMemoryAudit auditLog() {
      return new InMemoryAudit();
    }

    @Bean
    InMemoryBudgets budgetRepository(InMemoryStore store) {
      return store.budgets();
    }

    @Bean(initMethod = "start")
    Restrictions restrictions(InMemoryRestrictions repository, TestAssistants assistants) {
      return new Restrictions(repository, assistants);
    }

    @Bean
    RefusalAudit refusalAudit(InMemoryAudit audit, TimeSource time) {
      return new RefusalAudit(audit, time);
    }

    @Bean
    LlmDescription description() {
      return new LlmDescription("demo", "demo", true);
    }

    @Bean
    ReplyEngine engine(
        ScriptedLlm llm,
        InMemoryStore store,
        Restrictions restrictions,
        TimeSource time,
        Function<VisitorId, String> names) {
      var settings =
          EngineSettings.standard(
              new NodeId(UUID.randomUUID()), "model", true, 2_000, MOST_REPLIES_OF_A_VISITOR);
      var budgets =
          new Budgets(
              Optional.empty(), ZoneOffset.UTC, llm, store.budgets(), new InMemoryAudit(), time);
      var operations = new InMemoryOperations();
      var afterthoughts =
          new Afterthoughts(Optional.empty(), llm, store, budgets, operations, time);
      var engine =
          new ReplyEngine(
              settings, llm, store, store, afterthoughts, budgets, operations, time, names);
      restrictions.listen(engine::revoked);
      return engine;
    }
  }
}
