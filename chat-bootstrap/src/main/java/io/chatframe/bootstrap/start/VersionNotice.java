package io.chatframe.bootstrap.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;

/** The first line of a start: which release begins, on which Java. */
final class VersionNotice implements ApplicationListener<ApplicationPreparedEvent> {
  private static final Logger log = LoggerFactory.getLogger("chatframe");

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent event) {
    log.info("{}", Version.line());
  }
}
