package io.chatframe.adapter.web.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class HostileRequestsTest {
  @Test
  void tellsEachReaderTheirPartAndLogsNothing(CapturedOutput output) throws IOException {
    try (var server =
        new TestServer(
            "chat.web.body-patience=300ms",
            "chat.web.head-patience=300ms",
            "management.endpoints.web.discovery.enabled=false",
            "logging.level.root=warn",
            // As the application ships: anyone can ask for what is not there.
            "logging.level.org.springframework.web.servlet.PageNotFound=error")) {
      String token = Client.of(server).token;
      List<String> otherwise = new ArrayList<>();

      for (HostileRequest request : HostileRequest.all()) {
        String said = request.ask(server.port(), token);
        if (!said.equals(request.expected())) {
          otherwise.add(said + " " + request.written() + " (and not " + request.expected() + ")");
        }
      }

      assertThat(otherwise).isEmpty();
      assertThat(output.getAll()).doesNotContain("WARN", "ERROR", "\tat ");
    }
  }
}
