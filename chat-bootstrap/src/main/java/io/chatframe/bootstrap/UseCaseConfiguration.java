package io.chatframe.bootstrap;

import io.chatframe.application.ContinueReply;
import io.chatframe.application.DeleteDialog;
import io.chatframe.application.EditMessage;
import io.chatframe.application.EraseVisitor;
import io.chatframe.application.IdentifyVisitor;
import io.chatframe.application.ListDialogs;
import io.chatframe.application.RateReply;
import io.chatframe.application.ReadDialog;
import io.chatframe.application.RegenerateReply;
import io.chatframe.application.RenameDialog;
import io.chatframe.application.SendMessage;
import io.chatframe.application.WelcomeVisitor;
import io.chatframe.application.access.OperateServer;
import io.chatframe.application.limit.UseLimits;
import io.chatframe.application.reply.FollowReply;
import io.chatframe.application.reply.ReplyTakeover;
import io.chatframe.application.reply.StopReply;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Creates one bean per use case, by constructor injection of its ports. */
@Configuration(proxyBeanMethods = false)
@Import({
  ContinueReply.class,
  DeleteDialog.class,
  EditMessage.class,
  EraseVisitor.class,
  FollowReply.class,
  IdentifyVisitor.class,
  ListDialogs.class,
  OperateServer.class,
  RateReply.class,
  ReadDialog.class,
  RegenerateReply.class,
  RenameDialog.class,
  ReplyTakeover.class,
  SendMessage.class,
  StopReply.class,
  UseLimits.class,
  WelcomeVisitor.class
})
class UseCaseConfiguration {
  /** The time zone of the date sent to models. */
  @Bean
  ZoneId zone(ChatProperties properties) {
    return properties.timeZone().orElseGet(ZoneId::systemDefault);
  }
}
