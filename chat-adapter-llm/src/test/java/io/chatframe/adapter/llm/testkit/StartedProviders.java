package io.chatframe.adapter.llm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.LlmConfiguration;
import io.chatframe.adapter.llm.settings.ProviderTable;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.ModelCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * Binds settings as at startup, and checks the resulting providers or the sentence that refuses
 * them.
 */
public final class StartedProviders {
  public static final String DEEPSEEK = "chat.llm.providers.deepseek.api-key=sk-canary";
  public static final String OPENAI = "chat.llm.providers.openai.api-key=sk-canary-2";

  private StartedProviders() {}

  public static ApplicationContextRunner with(@Nullable String... settings) {
    List<String> set = new ArrayList<>();
    for (String setting : settings) {
      if (setting != null) {
        set.addAll(List.of(setting.split(" ")));
      }
    }
    return new ApplicationContextRunner()
        .withBean(TimeSource.class, () -> Adapters.TIME)
        .withUserConfiguration(LlmConfiguration.class)
        .withPropertyValues(set.toArray(String[]::new));
  }

  public static void table(Consumer<ProviderTable> check, String... settings) {
    with(settings)
        .run(started -> {
          assertThat(started).hasNotFailed();
          check.accept((ProviderTable) started.getBean(ModelCatalog.class));
        });
  }

  public static void refused(String sentence, @Nullable String... settings) {
    with(settings)
        .run(started ->
            assertThat(started)
                .getFailure()
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageContaining(" Allowed ")
                .hasMessageNotContaining("canary"));
  }

  public static String where(ProviderTable table, String model) {
    return table
        .find(model)
        .map(target ->
            target.provider().endpoint().address(target.model())
                + " "
                + target.model()
                + " "
                + target.provider().credentials().key().orElse("-"))
        .orElse("nowhere");
  }
}
