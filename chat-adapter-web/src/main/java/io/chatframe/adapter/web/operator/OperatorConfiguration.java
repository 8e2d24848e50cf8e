package io.chatframe.adapter.web.operator;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the operator's calls. */
@Configuration(proxyBeanMethods = false)
@Import(OperatorController.class)
public class OperatorConfiguration {}
