package io.chatframe.adapter.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BaseUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:11434/v1, http://127.0.0.1:11434/v1",
    "http://127.0.0.1:11434/v1/, http://127.0.0.1:11434/v1",
    "http://127.0.0.1:11434//v1//, http://127.0.0.1:11434/v1",
    "'  http://127.0.0.1:11434/v1  ', http://127.0.0.1:11434/v1",
    "http://host.example/v1/chat/completions, http://host.example/v1",
    "http://host.example/v1/chat/completions/, http://host.example/v1",
    "http://host.example/chat/completions, http://host.example",
    "http://host.example/v1/completions, http://host.example/v1",
    "http://host.example/v1/models, http://host.example/v1",
    "http://host.example/v1/embeddings, http://host.example/v1",
    "http://host.example/v1/responses, http://host.example/v1",
    "http://host.example/v1/messages, http://host.example/v1",
    "http://host.example/v1/models/chat/completions, http://host.example/v1",
    "http://host.example/chat, http://host.example/chat",
    "http://host.example/v1?, http://host.example/v1",
    "http://host.example/v1#, http://host.example/v1",
    "HTTP://Host.Example/V1, http://host.example/V1",
    "https://HOST.example:443, https://host.example:443",
    "localhost:11434/v1, http://localhost:11434/v1",
    "localhost:11434, http://localhost:11434",
    "localhost, http://localhost",
    "127.0.0.1:8000, http://127.0.0.1:8000",
    "192.168.1.20/v1, http://192.168.1.20/v1",
    "ollama:11434/v1, http://ollama:11434/v1",
    "api.example.com/v1, https://api.example.com/v1",
    "localhost:443/v1, https://localhost:443/v1",
    "'[::1]:11434/v1', 'http://[::1]:11434/v1'",
    "'http://[::1]:11434/v1', 'http://[::1]:11434/v1'",
    "'http://[2001:DB8::1]/v1', 'http://[2001:db8::1]/v1'",
    "http://llm_server:8000/v1, http://llm_server:8000/v1",
    "http://my_llm_server/v1, http://my_llm_server/v1",
    "llm_server:8000/v1, http://llm_server:8000/v1",
    "http://müller.example/v1, http://xn--mller-kva.example/v1",
    "http://host.example:/v1, http://host.example/v1",
    "http://127.0.0.1:11434/api/chat, http://127.0.0.1:11434",
    "http://127.0.0.1:11434/api/generate, http://127.0.0.1:11434",
    "http://127.0.0.1:11434/api, http://127.0.0.1:11434",
    "http://host.example/api/chat/completions, http://host.example/api",
    "http://0.0.0.0:11434, http://0.0.0.0:11434",
  })
  void readsAddressesAsPeopleWriteThem(String written, String meant) {
    assertThat(BaseUrl.parse("LLM_BASE_URL", written).uri()).hasToString(meant);
  }

  @ParameterizedTest
  @CsvSource({
    "ws://host.example/v1, does not begin with http:// or https://",
    "file:///etc/passwd, does not begin with http:// or https://",
    "http:/host.example/v1, does not begin with http:// or https://",
    "http:host.example/v1, does not begin with http:// or https://",
    "jdbc:postgresql://host/db, does not begin with http:// or https://",
    "//host.example/v1, does not begin with http:// or https://",
    "openai, does not begin with http:// or https://",
    "user:secret@host.example, does not begin with http:// or https://",
    "https://user:secret@host.example/v1, contains a user name or password",
    "https://secret@host.example/v1, contains a user name or password",
    "host.example/@secret?secret=1, contains a query or a fragment",
    "https://host.example/v1?key=secret, contains a query or a fragment",
    "https://host.example/v1#secret, contains a query or a fragment",
    "http:///v1, names no host",
    "http://::1/v1, names an IPv6 address without its brackets",
    "'http://[::1/v1', names a host or a port that cannot be",
    "http://host.example:99999/v1, names a port that is not from 1 to 65535",
    "http://host.example:0/v1, names a port that is not from 1 to 65535",
    "http://host..example/v1, names a host that cannot be",
    "http://ho st/v1, is not a URL",
    "'\"http://host.example/v1\"', stands in quotes",
    "http://169.254.169.254/v1, is a link-local address",
    "169.254.169.254/v1, is a link-local address",
    "'http://[fe80::1]/v1', is a link-local address",
  })
  void refusesAnInvalidAddressWithoutRepeatingIt(String written, String why) {
    assertThatThrownBy(() -> BaseUrl.parse("LLM_BASE_URL", written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("LLM_BASE_URL " + why)
        .hasMessageContaining("Allowed is")
        .hasMessageNotContaining("secret");
  }

  @Test
  void keepsAzuresVersionInTheQuery() {
    BaseUrl url =
        BaseUrl.parse(
            "LLM_BASE_URL",
            "https://gateway.example/openai/deployments/a/chat/completions?api-version=2024-10-21");

    assertThat(url.apiVersion()).isEqualTo(Optional.of("2024-10-21"));
    assertThat(url.resolve("chat/completions"))
        .hasToString(
            "https://gateway.example/openai/deployments/a/chat/completions?api-version=2024-10-21");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://host.example/v1/messages",
        "https://host.example/anthropic",
        "https://host.example/anthropic/v1/"
      })
  void recognisesAnthropicsProtocolByTheAddress(String written) {
    assertThat(BaseUrl.parse("LLM_BASE_URL", written).protocol()).contains(Protocol.ANTHROPIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "a.localhost",
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "::1",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.7",
        "100.64.0.1",
        "fd12:3456::1",
        "ollama",
        "llm_server",
        "gpu-box",
        "gpu.local",
        "host.docker.internal",
        "llm.corp.internal",
        "box.lan",
        "vllm.default.svc.cluster.local",
        "GPU.Local."
      })
  void recognisesALocalServerByItsName(String host) {
    assertThat(LocalHosts.isLocal(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.deepseek.com",
        "172.32.0.1",
        "172.15.0.1",
        "11.0.0.1",
        "100.128.0.1",
        "8.8.8.8",
        "2001:db8::1",
        "local.example",
        "internal.example.com",
        "localhost.example.com"
      })
  void doesNotTakeOthersForLocal(String host) {
    assertThat(LocalHosts.isLocal(host)).isFalse();
  }
}
