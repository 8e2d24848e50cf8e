package io.chatframe.bootstrap.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The names of the operator's settings: the placeholders of {@code application.yaml}. */
public final class SettingNames {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):([^}]*)}");
  private static final SortedMap<String, String> PROPERTIES = new TreeMap<>();

  static {
    try {
      new YamlPropertySourceLoader()
          .load("settings", new ClassPathResource("application.yaml"))
          .forEach(SettingNames::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SettingNames() {}

  /** The properties that the settings become, by the setting's name. */
  public static Map<String, String> properties() {
    return PROPERTIES;
  }

  /** Whether other programs use the setting too, some of them only in lower case. */
  static boolean isShared(String name) {
    return PROPERTIES.getOrDefault(name, "").startsWith("chat.llm.proxy.");
  }

  /** The default of a placeholder; any other value stays unchanged. */
  static Object withoutPlaceholder(Object value) {
    Matcher placeholder = PLACEHOLDER.matcher(value.toString());
    return placeholder.matches() ? placeholder.group(2) : value;
  }

  private static void read(PropertySource<?> source) {
    for (String property : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
      Matcher placeholder = PLACEHOLDER.matcher(String.valueOf(source.getProperty(property)));
      if (placeholder.matches()) {
        PROPERTIES.put(placeholder.group(1), property);
      }
    }
  }
}
