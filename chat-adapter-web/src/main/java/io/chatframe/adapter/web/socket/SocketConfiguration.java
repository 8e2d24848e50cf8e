package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.stream.OpenStreams;
import io.chatframe.application.RegenerateReply;
import io.chatframe.application.SendMessage;
import io.chatframe.application.reply.FollowReply;
import io.chatframe.application.reply.StopReply;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.TimeSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The WebSocket door and what it opens to. */
@Configuration(proxyBeanMethods = false)
public class SocketConfiguration {
  @Bean
  SocketController socketController(Sockets sockets) {
    return new SocketController(sockets);
  }

  @Bean
  Sockets sockets(
      SocketSettings settings,
      TokenSigner signer,
      AssistantCatalog assistants,
      OpenStreams streams,
      SendMessage send,
      FollowReply follow,
      StopReply stop,
      RegenerateReply regenerate,
      TimeSource time) {
    var tokens = new SocketTokens(signer, assistants);
    var useCases = new SocketUseCases(send, follow, stop, regenerate);
    return new Sockets(settings, tokens, useCases, streams, time);
  }
}
