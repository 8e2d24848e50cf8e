package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is open at the operator's own port and not at the visitors'. The bill itself comes with the
 * jar.
 */
final class ManagementPortTest {
  @Test
  void servesTheBillOfMaterialsAtTheManagementPortOnly(@TempDir Path directory)
      throws IOException, InterruptedException {
    try (var server = RunningServer.start(directory, "--MANAGEMENT_PORT=0")) {
      assertThat(server.status("/actuator/sbom")).isEqualTo(404);
      assertThat(server.status("/actuator/health")).isEqualTo(404);
      assertThat(server.status("/actuator/prometheus")).isEqualTo(404);
      assertThat(managed(server, "/actuator/sbom")).isEqualTo(200);
      assertThat(managed(server, "/actuator/prometheus")).isEqualTo(200);
      assertThat(managed(server, "/actuator/health")).isEqualTo(200);
      assertThat(managed(server, "/actuator/env")).isEqualTo(404);
    }
  }

  private static int managed(RunningServer server, String path)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(server.managementOrigin() + path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
