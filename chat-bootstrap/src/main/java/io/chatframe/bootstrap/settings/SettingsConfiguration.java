package io.chatframe.bootstrap.settings;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the settings checked as they are bound, and all of them before anything is started. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {
  @Bean
  static ConfigurationPropertiesBindHandlerAdvisor settingFormats() {
    return SettingFormats::new;
  }

  /** Ours are records, bound as they are made; Spring's own wait for the beans they configure. */
  @Bean
  static BeanFactoryPostProcessor settingsFirst() {
    return beans -> {
      for (String name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
        Class<?> type = beans.getType(name);
        if (type != null && type.isRecord()) {
          beans.getBean(name);
        }
      }
    };
  }
}
