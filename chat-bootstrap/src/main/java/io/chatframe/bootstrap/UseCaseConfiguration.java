package io.chatframe.bootstrap;

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
import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.application.reply.StopReply;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.IdSource;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.TimeSource;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be done with the server: one bean for each use case. */
@Configuration(proxyBeanMethods = false)
class UseCaseConfiguration {
  @Bean
  SendMessage sendMessage(
      AssistantCatalog assistants,
      ReplyRepository replies,
      ReplyEngine engine,
      IdSource ids,
      TimeSource time) {
    return new SendMessage(assistants, replies, engine, ids, time, ZoneId.systemDefault());
  }

  @Bean
  RegenerateReply regenerateReply(
      AssistantCatalog assistants, ReplyRepository replies, ReplyEngine engine) {
    return new RegenerateReply(assistants, replies, engine);
  }

  @Bean
  EditMessage editMessage(DialogRepository dialogs, SendMessage send) {
    return new EditMessage(dialogs, send);
  }

  @Bean
  ContinueReply continueReply(
      AssistantCatalog assistants, ReplyRepository replies, ReplyEngine engine) {
    return new ContinueReply(assistants, replies, engine);
  }

  @Bean
  FollowReply followReply(ReplyRepository replies, ReplyEngine engine, TimeSource time) {
    return new FollowReply(replies, engine, time);
  }

  @Bean
  StopReply stopReply(ReplyRepository replies, ReplyEngine engine, FollowReply follow) {
    return new StopReply(replies, engine, follow);
  }

  @Bean
  ListDialogs listDialogs(DialogRepository dialogs) {
    return new ListDialogs(dialogs);
  }

  @Bean
  ReadDialog readDialog(DialogRepository dialogs, ReplyEngine engine) {
    return new ReadDialog(dialogs, engine);
  }

  @Bean
  RenameDialog renameDialog(DialogRepository dialogs) {
    return new RenameDialog(dialogs);
  }

  @Bean
  DeleteDialog deleteDialog(DialogRepository dialogs, ReplyEngine engine) {
    return new DeleteDialog(dialogs, engine);
  }

  @Bean
  WelcomeVisitor welcomeVisitor(DialogRepository dialogs, IdSource ids) {
    return new WelcomeVisitor(dialogs, ids);
  }

  @Bean
  EraseVisitor eraseVisitor(DialogRepository dialogs, ReplyEngine engine) {
    return new EraseVisitor(dialogs, engine);
  }
}
