package io.chatframe.adapter.web.launcher;

import io.chatframe.adapter.web.page.PageSettings;
import io.chatframe.domain.port.AssistantCatalog;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures what the loader is told. */
@Configuration(proxyBeanMethods = false)
public class LauncherConfiguration {
  @Bean
  LauncherController launcherController(AssistantCatalog assistants, PageSettings settings)
      throws IOException {
    return new LauncherController(assistants, settings.defaultAssistant(), LauncherWords.found());
  }
}
