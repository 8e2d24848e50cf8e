package io.chatframe.bootstrap;

import io.chatframe.bootstrap.start.CommandLine;
import io.chatframe.bootstrap.start.CtrlC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The main class of a node. */
@SpringBootApplication(proxyBeanMethods = false)
public final class ChatApplication {

  private ChatApplication() {}

  public static void main(String[] arguments) {
    if (!CommandLine.answers(arguments)) {
      var context = SpringApplication.run(ChatApplication.class, arguments);
      var engine = context.getBean(EngineLifecycle.class);
      CtrlC.listen(engine::byHand, engine::hurry);
    }
  }
}
