package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.container.ContainerSettings;
import io.chatframe.adapter.web.container.TomcatHardening;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.sse.ReplyStream;
import io.chatframe.adapter.web.stream.OpenStreams;
import io.chatframe.application.ContinueReply;
import io.chatframe.application.DeleteDialog;
import io.chatframe.application.EditMessage;
import io.chatframe.application.EraseVisitor;
import io.chatframe.application.ListDialogs;
import io.chatframe.application.ReadDialog;
import io.chatframe.application.RegenerateReply;
import io.chatframe.application.RenameDialog;
import io.chatframe.application.SendMessage;
import io.chatframe.application.WelcomeVisitor;
import io.chatframe.application.reply.FollowReply;
import io.chatframe.application.reply.StopReply;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmDescription;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The calls of the API and all that stands around them. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {
  @Bean
  SessionController sessionController(
      TokenSigner signer,
      AssistantCatalog assistants,
      WelcomeVisitor visitors,
      LlmDescription llm) {
    return new SessionController(signer, assistants, visitors, llm);
  }

  @Bean
  DialogController dialogController(
      ListDialogs list, ReadDialog read, RenameDialog rename, DeleteDialog delete) {
    return new DialogController(list, read, rename, delete);
  }

  @Bean
  VisitorController visitorController(EraseVisitor erase) {
    return new VisitorController(erase);
  }

  @Bean
  MessageController messageController(SendMessage send, EditMessage edit, ReplyAnswers answers) {
    return new MessageController(send, edit, answers);
  }

  @Bean
  ReplyController replyController(
      FollowReply follow,
      StopReply stop,
      RegenerateReply regenerate,
      ContinueReply continueReply,
      ReplyAnswers answers,
      ReplyStream stream,
      OpenStreams streams) {
    return new ReplyController(follow, stop, regenerate, continueReply, answers, stream, streams);
  }

  @Bean
  OpenApiController openApiController() throws IOException {
    return new OpenApiController();
  }

  @Bean
  ErrorDoor errorDoor() {
    return new ErrorDoor();
  }

  @Bean
  ReplyAnswers replyAnswers(
      FollowReply follow,
      ReplyStream stream,
      OpenStreams streams,
      TimeSource time,
      HttpSettings settings) {
    return new ReplyAnswers(follow, stream, streams, time, settings.answerPatience());
  }

  @Bean
  TomcatHardening tomcatHardening(ContainerSettings settings) {
    return new TomcatHardening(settings);
  }

  @Bean
  FilterRegistrationBean<DoorFilter> doorFilter() {
    var registration = new FilterRegistrationBean<>(new DoorFilter());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  WebMvcConfigurer visitorsAndFailures(TokenSigner signer, AssistantCatalog assistants) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new VisitorArgument(signer, assistants));
      }

      @Override
      public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(new FailureResolver());
      }
    };
  }
}
