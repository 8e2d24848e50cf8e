package io.chatframe.bootstrap.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.assistant.HostKey;
import io.chatframe.domain.assistant.HostKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityKeysTest {
  private static final String SECRET = "a secret of the host that is long enough";

  @TempDir Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(directory.resolve("good.pem"), "good");
    Files.writeString(directory.resolve("bad.pem"), "bad");
    Files.writeString(directory.resolve("large.pem"), "good" + " ".repeat(65 * 1024));
    Files.writeString(directory.resolve("secret"), SECRET + "\n");
  }

  @Test
  void readsEveryKindOfKey() {
    assertThat(parse("identity-secret: SHOP_IDENTITY_SECRET"))
        .contains(new HostIdentity(new HostKeys.SharedSecret(SECRET), false));
    assertThat(parse("identity-secret: secret\nidentity: required"))
        .contains(new HostIdentity(new HostKeys.SharedSecret(SECRET), true));
    var key = new HostKey(Optional.empty(), DeclaredKeys.KEY);
    assertThat(parse("identity-key: good.pem\nidentity: optional"))
        .contains(new HostIdentity(new HostKeys.FixedKeys(List.of(key)), false));
    assertThat(parse("greeting: none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/.well-known/jwks.json?v=1",
        "http://127.0.0.1:8089/keys",
        "http://localhost/keys",
        "http://[::1]:8089/keys"
      })
  void readsAddressesOfKeys(String url) {
    assertThat(parse("identity-keys-url: " + url))
        .contains(new HostIdentity(new HostKeys.KeySetAddress(URI.create(url)), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "identity: required | 3 | identity needs one of identity-secret, identity-key and",
        "identity: always\\nidentity-key: good.pem | 3 | identity allowed is required or optional",
        "identity-key: good.pem\\nidentity-secret: secret | 4 | identity-secret stands beside",
        "identity-key: good.pem\\nidentity-keys-url: https://a.example/k | 3 | identity-key stands",
        "identity-secret: OTHER_IDENTITY_SECRET | 3 | identity-secret names OTHER_IDENTITY_SECRET,",
        "identity-secret: SHOP_SECRET | 3 | the name of a setting ends in IDENTITY_SECRET",
        "identity-secret: WEAK_IDENTITY_SECRET | 3 | identity-secret is too weak",
        "identity-secret: PEM_IDENTITY_SECRET | 3 | identity-secret is a key and not a secret",
        "identity-key: bad.pem | 3 | identity-key names a file that holds no usable key",
        "identity-key: large.pem | 3 | identity-key names a file that is larger than 64 KiB",
        "identity-key: none.pem | 3 | identity-key names the file \"none.pem\", which cannot be read",
        "identity-keys-url: http://shop.example/k | 3 | identity-keys-url is an https URL",
        "identity-keys-url: https://u:p@shop.example/k | 3 | identity-keys-url is an https URL",
        "identity-keys-url: https://shop.example/k#f | 3 | identity-keys-url is an https URL",
        "identity-keys-url: file:///etc/passwd | 3 | identity-keys-url is",
        "identity-keys-url: nothing at all | 3 | identity-keys-url is not a URL",
        "identity-keys-url: https:// | 3 | identity-keys-url is",
        "identity-keys-url: http://127.0.0.1.evil.example/k | 3 | identity-keys-url is an https URL",
      })
  void namesTheLineOfWhatIsBroken(String head, int line, String problem) {
    assertThatExceptionOfType(BrokenAssistantException.class)
        .isThrownBy(() -> parse(head.replace("\\n", "\n")))
        .withMessageStartingWith("a.md:" + line + ": ")
        .withMessageContaining(problem)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET, "short", "u:p"));
  }

  @Test
  void letsThePromptUseWhatTheHostSigns() {
    String prompt = "Hi {{ visitor.name }}, {{visitor.email}}, {{visitor.attributes.plan_2-B}}.";
    String text = "---\ntitle: A\nidentity-key: good.pem\n---\n" + prompt;

    AssistantSettings settings = file(text);

    assertThat(settings.prompt()).isEqualTo(prompt);
    assertThat(settings.visitorFacts())
        .containsExactlyInAnyOrder("visitor.name", "visitor.email", "visitor.attributes.plan_2-B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "good.pem | {{visitor.phone}} | unknown variable {{visitor.phone}}; known are",
        "good.pem | {{visitor.attributes}} | unknown variable {{visitor.attributes}}",
        "good.pem | {{visitor.attributes.1st}} | unknown variable {{visitor.attributes.1st}}",
        "good.pem | {{visitor.Name}} | unknown variable {{visitor.Name}}",
        "| {{visitor.name}} | {{visitor.name}} needs a key for identity tokens",
      })
  void namesTheLineOfAVariableThatCannotBeFilled(
      @Nullable String key, String variable, String problem) {
    String head = key == null ? "" : "\nidentity-key: " + key;
    int line = key == null ? 5 : 6;

    assertThatExceptionOfType(BrokenAssistantException.class)
        .isThrownBy(() -> file("---\ntitle: A" + head + "\n---\nHi\n" + variable))
        .withMessageStartingWith("a.md:" + line + ": " + problem);
  }

  @Test
  void hidesSecretsFromLogs() {
    assertThat(settings("identity-secret: secret").toString()).doesNotContain(SECRET);
  }

  private Optional<HostIdentity> parse(String head) {
    return settings(head).identity();
  }

  private AssistantSettings settings(String head) {
    return file("---\ntitle: A\n" + head + "\n---\nBe kind.");
  }

  private AssistantSettings file(String text) {
    var secrets =
        Map.of(
            "SHOP_IDENTITY_SECRET",
            SECRET,
            "WEAK_IDENTITY_SECRET",
            "short",
            "PEM_IDENTITY_SECRET",
            "-----BEGIN PUBLIC KEY-----" + "a".repeat(99));
    return AssistantFile.parse(
        "a.md", text, Rules.with(DeclaredModels.ANY, DeclaredKeys.in(directory, secrets)));
  }
}
