package io.chatframe.bootstrap.settings;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Checks settings when they are bound, and binds all of them before anything starts. */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {
  @Bean
  static ConfigurationPropertiesBindHandlerAdvisor settingFormats() {
    return SettingFormats::new;
  }

  /**
   * Binds all property records early; Spring's own properties are bound with the beans they
   * configure.
   */
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
