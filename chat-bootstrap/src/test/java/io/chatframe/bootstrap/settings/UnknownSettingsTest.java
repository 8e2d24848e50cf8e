package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnknownSettingsTest {
  private static List<String> inFile(String text) {
    return UnknownSettings.inFile(DotEnv.parse(".env", text, _ -> Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "DEEPSEEK_APIKEY, DEEPSEEK_API_KEY",
    "DEEPSEK_API_KEY, DEEPSEEK_API_KEY",
    "DEEPSEEK_KEY, DEEPSEEK_API_KEY",
    "deepseek_api_key, DEEPSEEK_API_KEY",
    "OPENAI_API_KEYS, OPENAI_API_KEY",
    "OPENAI_API_BASE, OPENAI_BASE_URL",
    "OPENAI_TOKEN, OPENAI_API_KEY",
    "OPEN_AI_API_KEY, OPENAI_API_KEY",
    "ANTHROPIC_API-KEY, ANTHROPIC_API_KEY",
    "LLM_BASEURL, LLM_BASE_URL",
    "LLM_URL, LLM_BASE_URL",
    "LLM_KEY, LLM_API_KEY",
    "LLM_MODLE, LLM_MODEL",
    "DATABASE_URI, DATABASE_URL",
    "DATABSE_URL, DATABASE_URL",
    "TOKEN_SECRETS, TOKEN_SECRET",
  })
  void namesTheSettingThatWasMeant(String written, String meant) {
    String told = " is no setting and has no effect; did you mean " + meant + "?";

    assertThat(inFile("A=1\nB=$A\n" + written + "=sk-canary"))
        .contains(".env, line 3: " + written + told)
        .noneMatch(line -> line.contains("canary"));
    assertThat(UnknownSettings.inEnvironment(List.of(written)))
        .containsExactly("In the environment: " + written + told);
  }

  @Test
  void warnsOfNamesThatOnlySettingsBeginWith() {
    assertThat(UnknownSettings.inEnvironment(List.of("LLM_PROVIDER")))
        .containsExactly("In the environment: LLM_PROVIDER is no setting and has no effect");
  }

  @Test
  void warnsOfEveryUnknownNameInTheFile() {
    assertThat(inFile("SOMETHING_ELSE=1"))
        .containsExactly(".env, line 1: SOMETHING_ELSE is no setting and has no effect");
    assertThat(inFile("SOMETHING_ELSE=")).isEmpty();
    assertThat(inFile("HELPER=1\nLLM_MODEL=$HELPER")).isEmpty();
    assertThat(inFile("POSTGRES_PASSWORD=1\nBIND=1\nCOMPOSE_PROJECT_NAME=1\nTZ=UTC")).isEmpty();
    assertThat(inFile("PGPASSWORD=1\nPGHOST=1\nJAVA_OPTS=1\nLC_ALL=C\nDOCKER_HOST=1")).isEmpty();
    assertThat(inFile("https_proxy=a\nHTTPS_PROXY=a\nLLM_API_KEY=a\nPORT=1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PG_POOL", "PG1", "JAVASCRIPT", "POSTGRESQL", "LCX", "COMPOSER", "BINDS"})
  void treatsAWordThatOnlyBeginsLikeAnotherProgramsNameAsUnknown(String name) {
    assertThat(inFile(name + "=1"))
        .containsExactly(".env, line 1: " + name + " is no setting and has no effect");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOSTNAME",
        "FTP_PROXY",
        "ftp_proxy",
        "OLLAMA_HOST",
        "OPENAI_ORG_ID",
        "AZURE_CLIENT_ID",
        "ANTHROPIC_MODEL",
        "DATABASE_NAME",
        "JAVA_HOME",
        "DEEPSEEK_API_KEY",
        "http_proxy",
        "XAI_API_KEY",
        "COHERE_API_KEY"
      })
  void ignoresVariablesOfOtherPrograms(String name) {
    assertThat(UnknownSettings.inEnvironment(List.of(name))).isEmpty();
  }
}
