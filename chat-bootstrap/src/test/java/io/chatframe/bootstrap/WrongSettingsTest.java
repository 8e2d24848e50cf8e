package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.chatframe.adapter.llm.settings.LlmProperties;
import io.chatframe.adapter.persistence.PersistenceProperties;
import io.chatframe.adapter.web.client.TrustedProxyProperties;
import io.chatframe.adapter.web.settings.LimitProperties;
import io.chatframe.adapter.web.settings.ProofProperties;
import io.chatframe.adapter.web.settings.WebProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** A start with an invalid setting, up to the failure message. */
@ExtendWith(OutputCaptureExtension.class)
final class WrongSettingsTest {
  /** The classes that read settings, without the beans that they configure. */
  @Configuration(proxyBeanMethods = false)
  @ComponentScan("io.chatframe.bootstrap.settings")
  @EnableConfigurationProperties({
    ChatProperties.class,
    AfterthoughtProperties.class,
    WebProperties.class,
    LimitProperties.class,
    ProofProperties.class,
    RateProperties.class,
    BudgetProperties.class,
    TrustedProxyProperties.class,
    PersistenceProperties.class,
    LlmProperties.class
  })
  static class Readers {}

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT | abc | is not a port. | Allowed: a whole number from 1 to 65535, or 0",
        "TOKEN_SECRET | short | is too weak. | Allowed: at least 32 bytes",
        "CHAT_DRAIN | 20 | is not a time with its unit. | Allowed: seconds or minutes with s or m",
        "CHAT_DRAIN | 601s | is out of range. | Allowed: a time from 0s to 10m.",
        "DATABASE_WAIT | soon | is not a time with its unit. | Allowed: seconds or minutes",
        "LLM_FIRST_PAYLOAD | 90 | is not a time with its unit. | Allowed: seconds or minutes",
        "LLM_BYTE_GAP | soon | is not a time with its unit. | Allowed: seconds or minutes",
        "MAX_STREAMS | 000 | is out of range. | Allowed: a whole number from 1 to a million.",
        "MAX_STREAMS | 1000001 | is out of range. | Allowed: a whole number from 1 to a million.",
        "MAX_STREAMS | many | is not a whole number | Allowed: a whole number from 1 to a million.",
        "MAX_LIVE_REPLIES | 1000001 | is out of range. | Allowed: a whole number from 1 to a mil",
        "MAX_LIVE_REPLIES | many | is not a whole number | Allowed: a whole number from 1 to a mil",
        "MAX_REPLIES_PER_VISITOR | -5 | is not a whole number | Allowed: a whole number from 1 to",
        "MAX_REPLIES_PER_VISITOR | 000 | is out of range. | Allowed: a whole number from 1 to a",
        "MESSAGES_PER_VISITOR | many | has not the right form. | Allowed: a number of times and a",
        "SESSIONS_PER_ADDRESS | 0/1m | has not the right form. | Allowed: a number of times and a",
        "BUDGET_PER_MONTH | 500 | has not the right form. | Allowed: an amount above zero and its",
        "PLAYGROUND | true | has not the right form. | Allowed: open, closed or auto.",
        "PROOF_OF_WORK | on | has not the right form. | Allowed: off, always or auto.",
        "PROOF_OF_WORK_DIFFICULTY | 999 | is out of range. | Allowed: a whole number from 1000 to 10",
        "PROOF_OF_WORK_DIFFICULTY | hard | is not a whole number | Allowed: a whole number from 1000",
        "TRUSTED_PROXIES | 10.0.0.0/33 | is not a list of addresses. | Allowed: addresses and ranges",
        "CLIENT_ADDRESS_HEADER | X Forwarded | has not the right form. | Allowed: the name of a header",
        "DATABASE_POOL_SIZE | 201 | must be from 1 to 200 | Correct DATABASE_POOL_SIZE",
        "DATABASE_POOL_SIZE | many | is not a whole number | Allowed: digits alone, as 128000",
        "DATABASE_WAIT | 601s | must be from 0s to 10m | Correct DATABASE_WAIT",
        "LLM_CONTEXT_TOKENS | 128k | is not a whole number | Allowed: digits alone, as 128000",
        "LLM_TITLES | yes | is not known. | Allowed: true, false.",
        "LLM_FOLLOW_UPS | off | is not known. | Allowed: true, false.",
        "LLM_PREFIX_CONTINUATION | yes | is not known. | Allowed: true, false.",
        "LLM_DIALECT | klingon | is not known. | Allowed: deepseek, openai, azure, openrouter",
        "LLM_EXTRA_BODY | {s3cret | is not JSON. | Allowed is a JSON object",
        "LLM_BASE_URL | ftp://s3cret | does not begin with | Allowed is http://host",
      })
  void endsWithASentenceThatNamesThePlaceAndTheAllowedValues(
      String name, String value, String problem, String allowed, CapturedOutput output)
      throws IOException {
    start("\n\n\n\n\n\n" + name + "='" + value + "'");

    assertThat(output)
        .contains(name + " (set in .env, line 7) " + problem)
        .contains(allowed)
        .doesNotContain("\tat ", "s3cret", "'" + value + "'", "\"" + value + "\"");
  }

  @Test
  void alsoWarnsOfAMisspeltName(CapturedOutput output) throws IOException {
    start("MAX_STREAMS=0\nDEEPSEEK_APIKEY=sk-canary");

    assertThat(output)
        .contains("MAX_STREAMS (set in .env, line 1) is out of range.")
        .contains(".env, line 2: DEEPSEEK_APIKEY is no setting")
        .doesNotContain("canary");
  }

  private void start(String settings) throws IOException {
    Files.writeString(directory.resolve(".env"), settings);
    var application = new SpringApplication(Readers.class);
    application.setRegisterShutdownHook(false);

    Throwable refusal =
        catchThrowable(() ->
            application.run(
                "--chat.directory=" + directory, "--spring.main.web-application-type=none"));

    assertThat(refusal).isNotNull();
  }
}
