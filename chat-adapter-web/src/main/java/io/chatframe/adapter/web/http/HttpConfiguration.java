package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.container.TomcatHardening;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.sse.ReplyStream;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures the API's endpoints and what they share. */
@Configuration(proxyBeanMethods = false)
@Import({
  SessionController.class,
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

  @Bean
  WebMvcConfigurer visitorsAndFailures(TokenSigner signer) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new VisitorArgument(signer));
      }

      @Override
      public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(new FailureResolver());
      }
    };
  }
}
