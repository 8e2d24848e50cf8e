package io.chatframe.adapter.web.page;

import io.chatframe.domain.port.AssistantCatalog;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the pages and their files. */
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {
  @Bean
  PageController pageController(AssistantCatalog assistants, PageSettings settings)
      throws IOException {
    return new PageController(assistants, settings.defaultAssistant());
  }

  @Bean
  PlaygroundController playgroundController(AssistantCatalog assistants, PageSettings settings)
      throws IOException {
    return new PlaygroundController(assistants, settings);
  }

  @Bean
  FileController fileController() throws IOException {
    return new FileController(StaticFiles.found());
  }
}
