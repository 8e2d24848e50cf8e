package io.chatframe.adapter.web;

import io.chatframe.adapter.web.http.HttpConfiguration;
import io.chatframe.adapter.web.http.HttpSettings;
import io.chatframe.adapter.web.identity.EndUserNames;
import io.chatframe.adapter.web.identity.TokenSecret;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.page.PageConfiguration;
import io.chatframe.adapter.web.page.PageSettings;
import io.chatframe.adapter.web.sse.ReplyStream;
import io.chatframe.domain.AssistantName;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.port.TimeSource;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * All doors of the application. Needs {@link WebProperties}, the use cases and the ports they name;
 * gives {@code endUserNames}, what providers are told of a visitor.
 */
@Configuration(proxyBeanMethods = false)
@Import({HttpConfiguration.class, PageConfiguration.class})
@PropertySource("classpath:io/chatframe/adapter/web/web.properties")
public class WebConfiguration {
  @Bean
  TokenSecret tokenSecret(WebProperties properties) {
    return new TokenSecret(properties.tokenSecret());
  }

  @Bean
  TokenSigner tokenSigner(TokenSecret secret, TimeSource time) {
    return new TokenSigner(secret, time);
  }

  @Bean
  Function<VisitorId, String> endUserNames(TokenSecret secret) {
    return new EndUserNames(secret);
  }

  @Bean
  ReplyStream replyStream(WebProperties properties) {
    return new ReplyStream(properties.web().heartbeat());
  }

  @Bean
  HttpSettings httpSettings(WebProperties properties) {
    return new HttpSettings(properties.web().bodyPatience(), properties.web().answerPatience());
  }

  @Bean
  PageSettings pageSettings(WebProperties properties) {
    return new PageSettings(new AssistantName(properties.defaultAssistant()));
  }
}
