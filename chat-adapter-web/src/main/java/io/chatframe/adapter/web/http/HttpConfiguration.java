package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.client.ClientAddresses;
import io.chatframe.adapter.web.container.TomcatHardening;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.sse.ReplyStream;
import io.chatframe.application.access.RefusalAudit;
import io.chatframe.application.limit.UseLimits;
import io.chatframe.domain.port.AssistantCatalog;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures the API's endpoints and what they share. */
@Configuration(proxyBeanMethods = false)
@Import({
  SessionController.class,
  TicketController.class,
  DialogController.class,
  VisitorController.class,
  MessageController.class,
  ReplyController.class,
  OpenApiController.class,
  ErrorDoor.class,
  ReplyAnswers.class,
  ReplyStream.class,
  TomcatHardening.class
})
public class HttpConfiguration {
  @Bean
  FilterRegistrationBean<DoorFilter> doorFilter() {
    var registration = new FilterRegistrationBean<>(new DoorFilter());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /**
   * Counts what the door admits.
   *
   * @param limits needed, as all here, by the first request: the container makes its filters before
   *     the database is there, and logs as its own failure if the start is cancelled meanwhile
   */
  @Bean
  FilterRegistrationBean<RequestLimitFilter> requestLimitFilter(
      ObjectProvider<UseLimits> limits,
      ClientAddresses addresses,
      ObjectProvider<RefusalAudit> audit) {
    var registration =
        new FilterRegistrationBean<>(
            new RequestLimitFilter(
                SingletonSupplier.of(limits::getObject),
                addresses,
                SingletonSupplier.of(audit::getObject)));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return registration;
  }

  /**
   * Answers preflights after they were counted.
   *
   * @param assistants needed by the first request, as above
   */
  @Bean
  FilterRegistrationBean<PreflightFilter> preflightFilter(
      ObjectProvider<AssistantCatalog> assistants) {
    var known = SingletonSupplier.of(assistants::getObject);
    var registration = new FilterRegistrationBean<>(new PreflightFilter(known));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return registration;
  }

  @Bean
  WebMvcConfigurer visitorsAndFailures(TokenSigner signer, ClientAddresses addresses) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        var visitors = new VisitorArgument(signer);
        resolvers.add(visitors);
        resolvers.add(new CallerArgument(visitors, addresses));
      }

      @Override
      public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(new FailureResolver());
      }
    };
  }
}
