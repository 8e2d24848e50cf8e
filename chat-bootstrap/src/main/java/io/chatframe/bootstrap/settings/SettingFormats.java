package io.chatframe.bootstrap.settings;

import jakarta.validation.Constraint;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Restricts the operator's settings to one format per type before Spring converts them. Spring's
 * converters are more lenient and less explicit: a time without a unit would be milliseconds.
 * Values in {@code config/application.yaml} are not checked here.
 */
final class SettingFormats extends AbstractBindHandler {
  SettingFormats(BindHandler parent) {
    super(parent);
  }

  @Override
  public <T> @Nullable Bindable<T> onStart(
      ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
    for (ConfigurationPropertySource source : context.getSources()) {
      @Nullable ConfigurationProperty property = source.getConfigurationProperty(name);
      @Nullable Setting setting = property == null ? null : Setting.of(property.getOrigin());
      if (setting != null) {
        check(setting, target);
      }
    }
    return super.onStart(name, target, context);
  }

  private static void check(Setting setting, Bindable<?> target) {
    Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target.getType().resolve(Object.class));
    String text = setting.text().strip();
    if (type == Boolean.class && !text.matches("true|false")) {
      throw setting.wrong("is not known", "true, false");
    } else if (type == Duration.class && !text.matches("[0-9]{1,6}[sm]")) {
      throw setting.wrong(
          "is not a time with its unit",
          "seconds or minutes with s or m behind the number, as 90s or 2m");
    } else if (type == Integer.class && !text.matches("[0-9]{1,9}")) {
      throw setting.wrong("is not a whole number of at most nine digits", allowed(target));
    }
  }

  /** The same message as for a number out of the range of the property's constraint. */
  private static String allowed(Bindable<?> target) {
    return Arrays.stream(target.getAnnotations())
        .filter(one -> one.annotationType().isAnnotationPresent(Constraint.class))
        .map((Annotation one) -> String.valueOf(AnnotationUtils.getValue(one, "message")))
        .findFirst()
        .orElse("digits alone, as 128000");
  }
}
