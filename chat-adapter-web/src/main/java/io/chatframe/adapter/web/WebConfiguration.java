package io.chatframe.adapter.web;

import io.chatframe.adapter.web.client.ClientAddresses;
import io.chatframe.adapter.web.client.TrustedProxyProperties;
import io.chatframe.adapter.web.host.HostTokens;
import io.chatframe.adapter.web.host.KeyFileReader;
import io.chatframe.adapter.web.http.HttpConfiguration;
import io.chatframe.adapter.web.identity.ChallengeSigner;
import io.chatframe.adapter.web.identity.EndUserNames;
import io.chatframe.adapter.web.identity.SubjectIds;
import io.chatframe.adapter.web.identity.TokenSecret;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.launcher.LauncherConfiguration;
import io.chatframe.adapter.web.operator.OperatorConfiguration;
import io.chatframe.adapter.web.operator.OperatorProperties;
import io.chatframe.adapter.web.page.PageConfiguration;
import io.chatframe.adapter.web.page.PageSettings;
import io.chatframe.adapter.web.proof.ProofsOfWork;
import io.chatframe.adapter.web.settings.LimitProperties;
import io.chatframe.adapter.web.settings.ProofProperties;
import io.chatframe.adapter.web.settings.WebProperties;
import io.chatframe.adapter.web.socket.SocketConfiguration;
import io.chatframe.adapter.web.stream.OpenStreams;
import io.chatframe.adapter.web.ticket.EmbedTickets;
import io.chatframe.domain.assistant.AssistantName;
import java.net.InetAddress;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * Configures the web adapter. Requires the use cases and their ports; provides {@link
 * EndUserNames}, which derives the user ids sent to providers.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  LimitProperties.class,
  ProofProperties.class,
  TrustedProxyProperties.class,
  WebProperties.class,
  OperatorProperties.class
})
@Import({
  TokenSigner.class,
  SubjectIds.class,
  KeyFileReader.class,
  HostTokens.class,
  EmbedTickets.class,
  ChallengeSigner.class,
  ProofsOfWork.class,
  EndUserNames.class,
  HttpConfiguration.class,
  LauncherConfiguration.class,
  OperatorConfiguration.class,
  PageConfiguration.class,
  SocketConfiguration.class
})
@PropertySource("classpath:io/chatframe/adapter/web/web.properties")
public class WebConfiguration {
  @Bean
  TokenSecret tokenSecret(WebProperties properties) {
    return new TokenSecret(properties.tokenSecret(), properties.tokenGeneration());
  }

  @Bean
  OpenStreams openStreams(LimitProperties limits) {
    return new OpenStreams(limits.maxStreams(), limits.maxStreamsPerVisitor());
  }

  @Bean
  ClientAddresses clientAddresses(TrustedProxyProperties properties) {
    return new ClientAddresses(properties.ranges(), properties.clientAddressHeader());
  }

  @Bean
  PageSettings pageSettings(
      WebProperties properties, @Value("${server.address:}") Optional<InetAddress> address) {
    boolean playground =
        switch (properties.playground()) {
          case "open" -> true;
          case "closed" -> false;
          default -> address.map(InetAddress::isLoopbackAddress).orElse(false);
        };
    return new PageSettings(new AssistantName(properties.defaultAssistant()), playground);
  }
}
