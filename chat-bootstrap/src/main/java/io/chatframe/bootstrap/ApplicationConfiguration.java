package io.chatframe.bootstrap;

import io.chatframe.adapter.llm.LlmConfiguration;
import io.chatframe.adapter.persistence.PersistenceConfiguration;
import io.chatframe.adapter.persistence.PersistenceProperties;
import io.chatframe.adapter.web.WebConfiguration;
import io.chatframe.adapter.web.settings.WebProperties;
import io.chatframe.application.access.RefusalAudit;
import io.chatframe.application.access.Restrictions;
import io.chatframe.application.afterthought.Afterthoughts;
import io.chatframe.application.budget.Budgets;
import io.chatframe.application.limit.RateLimits;
import io.chatframe.application.reply.EngineSettings;
import io.chatframe.application.reply.NodeKeeper;
import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.application.reply.ReplyTakeover;
import io.chatframe.bootstrap.assistant.AssistantFiles;
import io.chatframe.bootstrap.assistant.AssistantRules;
import io.chatframe.bootstrap.assistant.BudgetKeys;
import io.chatframe.bootstrap.assistant.IdentityKeys;
import io.chatframe.bootstrap.settings.SecretNames;
import io.chatframe.bootstrap.start.StartNotice;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.port.AfterthoughtRepository;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.ChangeSource;
import io.chatframe.domain.port.HostKeySource;
import io.chatframe.domain.port.IdSource;
import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.RateRepository;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.limit.AuditLedger;
import io.chatframe.domain.port.limit.BudgetRepository;
import io.chatframe.domain.port.limit.RestrictionRepository;
import io.chatframe.domain.port.llm.LlmDescription;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.ModelCatalog;
import io.chatframe.domain.port.metric.OperationLedger;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Wires the adapters, the system clock and ids, and the reply engine. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  ChatProperties.class,
  AfterthoughtProperties.class,
  RateProperties.class,
  BudgetProperties.class,
  WebProperties.class
})
@Import({
  WebConfiguration.class,
  LlmConfiguration.class,
  PersistenceConfiguration.class,
  SystemTime.class,
  TimeOrderedIds.class,
  StartNotice.class
})
class ApplicationConfiguration {
  private static final Duration LOOK_FOR_ASSISTANTS = Duration.ofSeconds(2);

  /** The assistants from their files, restricted by server-wide settings. */
  @Bean
  AssistantFiles assistants(
      ChatProperties properties,
      AfterthoughtProperties afterthoughts,
      BudgetProperties budgets,
      ModelCatalog models,
      HostKeySource hostKeys,
      Environment environment,
      LlmDescription llm) {
    // The demo is not a model: it would answer a request for a title with its tour.
    boolean titles = afterthoughts.titles() && !llm.demo();
    boolean followUps = afterthoughts.followUps() && !llm.demo();
    AssistantFiles files =
        AssistantFiles.read(
            properties.assistantsDir(),
            new AssistantRules(
                models,
                new IdentityKeys(hostKeys, SecretNames.in(environment), properties.assistantsDir()),
                new BudgetKeys(budgets.server(), models, afterthoughts.known(models), llm.demo()),
                assistant ->
                    assistant.within(
                        titles, followUps, Budgets.answerTokens(budgets.server(), assistant))));
    files.watch(LOOK_FOR_ASSISTANTS);
    return files;
  }

  @Bean
  EngineSettings engineSettings(
      IdSource ids,
      LlmDescription llm,
      PersistenceProperties persistence,
      ChatProperties properties) {
    return EngineSettings.standard(
        new NodeId(ids.next()),
        llm.model(),
        persistence.embedded(),
        properties.maxLiveReplies(),
        properties.maxRepliesPerVisitor());
  }

  @Bean
  Afterthoughts afterthoughts(
      AfterthoughtProperties properties,
      ModelCatalog models,
      LlmPort llm,
      AfterthoughtRepository repository,
      Budgets budgets,
      OperationLedger ledger,
      TimeSource time) {
    return new Afterthoughts(properties.known(models), llm, repository, budgets, ledger, time);
  }

  /** Starts before the connector, so that nobody who is blocked is served. */
  @Bean(initMethod = "start")
  Restrictions restrictions(RestrictionRepository repository, AssistantCatalog assistants) {
    return new Restrictions(repository, assistants);
  }

  @Bean(initMethod = "start")
  RefusalAudit refusalAudit(AuditLedger audit, TimeSource time) {
    return new RefusalAudit(audit, time);
  }

  @Bean(initMethod = "start")
  Budgets budgets(
      BudgetProperties properties,
      ZoneId zone,
      LlmPort llm,
      BudgetRepository repository,
      AuditLedger audit,
      TimeSource time) {
    return new Budgets(properties.server(), zone, llm, repository, audit, time);
  }

  @Bean(initMethod = "start")
  RateLimits rateLimits(RateProperties properties, RateRepository repository, TimeSource time) {
    return new RateLimits(properties.rates(), repository, time);
  }

  /** Starts before the connector, so that the journal runs when the first message arrives. */
  @Bean(initMethod = "start")
  ReplyEngine replyEngine(
      EngineSettings settings,
      LlmPort llm,
      ReplyRepository replies,
      ReplyJournal journal,
      Afterthoughts afterthoughts,
      Budgets budgets,
      Restrictions restrictions,
      OperationLedger ledger,
      TimeSource time,
      Function<VisitorId, String> endUserNames,
      ChangeSource changes) {
    var engine =
        new ReplyEngine(
            settings, llm, replies, journal, afterthoughts, budgets, ledger, time, endUserNames);
    changes.listen(settings.self(), engine::changed);
    restrictions.listen(engine::revoked);
    return engine;
  }

  /**
   * Starts before the connector, so that no reply of the previous incarnation still appears as
   * running.
   */
  @Bean(initMethod = "start")
  NodeKeeper nodeKeeper(
      EngineSettings settings,
      NodeRepository nodes,
      ReplyRepository replies,
      ReplyEngine engine,
      ReplyTakeover takeover,
      TimeSource time) {
    return new NodeKeeper(settings, nodes, replies, engine, takeover, time);
  }

  @Bean
  EngineLifecycle engineLifecycle(ReplyEngine engine, ChatProperties properties) {
    return new EngineLifecycle(engine, properties.drain());
  }
}
