package io.chatframe.adapter.web.socket;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the WebSocket endpoint. */
@Configuration(proxyBeanMethods = false)
@Import({SocketController.class, Sockets.class, SocketUseCases.class})
public class SocketConfiguration {}
