package io.chatframe.adapter.web.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deadlines of asynchronous responses. */
final class PatientProcessorTest {
  private static final String REQUEST = "GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir Path directory;

  private final CompletableFuture<AsyncContext> asked = new CompletableFuture<>();
  private final Tomcat tomcat = new Tomcat();
  private Socket socket;

  /** Responds when the test tells it to. */
  private final class Later extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      AsyncContext answer = request.startAsync();
      answer.setTimeout(0);
      asked.complete(answer);
    }
  }

  @BeforeEach
  void start() throws LifecycleException, IOException {
    tomcat.setBaseDir(directory.toString());
    var connector = new Connector(PatientHttp11Protocol.class.getName());
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    ((PatientHttp11Protocol) connector.getProtocolHandler())
        .setPatience(
            new ClientPatience(
                Duration.ofMillis(300), Duration.ofSeconds(60), Duration.ofMillis(600)));
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", directory.toString());
    Wrapper later = Tomcat.addServlet(context, "later", new Later());
    later.setAsyncSupported(true);
    later.addMapping("/later");
    tomcat.start();
    socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
  }

  @AfterEach
  void stop() throws LifecycleException, IOException {
    socket.close();
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void endsAConnectionWhoseResponseIsLate() throws IOException {
    socket.setSoTimeout(15_000);

    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void keepsAConnectionWhoseAnswerWasGivenLaterAndInTime() throws IOException {
    socket.setSoTimeout(1_200);

    asked.join().complete();

    byte[] answer = new byte[12];
    assertThat(socket.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);
    assertThat(answer).asString(StandardCharsets.US_ASCII).isEqualTo("HTTP/1.1 200");
    assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
        .isInstanceOf(SocketTimeoutException.class);
  }
}
