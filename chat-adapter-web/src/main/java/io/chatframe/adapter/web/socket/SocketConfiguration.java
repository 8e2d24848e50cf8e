package io.chatframe.adapter.web.socket;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The WebSocket door and what it opens to. */
@Configuration(proxyBeanMethods = false)
@Import({SocketController.class, Sockets.class, SocketUseCases.class})
public class SocketConfiguration {}
