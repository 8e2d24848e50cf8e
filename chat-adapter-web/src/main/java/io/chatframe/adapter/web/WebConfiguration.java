package io.chatframe.adapter.web;

import io.chatframe.adapter.web.container.ContainerSettings;
import io.chatframe.adapter.web.container.Patience;
import io.chatframe.adapter.web.http.HttpConfiguration;
import io.chatframe.adapter.web.http.HttpSettings;
import io.chatframe.adapter.web.identity.EndUserNames;
import io.chatframe.adapter.web.identity.TokenSecret;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.page.PageConfiguration;
import io.chatframe.adapter.web.page.PageSettings;
import io.chatframe.adapter.web.socket.SocketConfiguration;
import io.chatframe.adapter.web.socket.SocketSettings;
import io.chatframe.adapter.web.sse.ReplyStream;
import io.chatframe.adapter.web.stream.OpenStreams;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.TimeSource;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * All doors of the application. Needs {@link WebProperties}, the use cases and the ports they name;
 * gives {@code endUserNames}, what providers are told of a visitor.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
@Import({HttpConfiguration.class, PageConfiguration.class, SocketConfiguration.class})
@PropertySource("classpath:io/chatframe/adapter/web/web.properties")
public class WebConfiguration {
  private static final int SPARE_CONNECTIONS = 1_000;

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
  OpenStreams openStreams(LimitProperties limits) {
    return new OpenStreams(limits.maxStreams(), limits.maxStreamsPerVisitor());
  }

  /** Leaves room to say no: who is one too many is told so, and not left waiting. */
  @Bean
  ContainerSettings containerSettings(WebProperties properties, LimitProperties limits) {
    int connections = 2 * limits.maxStreams() + SPARE_CONNECTIONS;
    var patience =
        new Patience(
            limits.headPatience(), properties.web().bodyPatience(), limits.exchangePatience());
    return new ContainerSettings(connections, limits.writePatience(), patience);
  }

  @Bean
  SocketSettings socketSettings(WebProperties properties, LimitProperties limits) {
    return new SocketSettings(
        limits.maxStreams(),
        limits.maxStreamsPerVisitor(),
        properties.web().heartbeat(),
        limits.writePatience(),
        limits.authPatience(),
        limits.pongPatience());
  }

  @Bean
  HttpSettings httpSettings(WebProperties properties) {
    return new HttpSettings(properties.web().answerPatience());
  }

  @Bean
  PageSettings pageSettings(WebProperties properties) {
    return new PageSettings(new AssistantName(properties.defaultAssistant()));
  }
}
