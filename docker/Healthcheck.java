import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Exits with 0 where the server beside it is ready; a base image need carry no curl for that. */
final class Healthcheck {
  private static final int MILLIS = 4_000;

  private Healthcheck() {}

  public static void main(String[] arguments) throws IOException {
    String management = System.getenv().getOrDefault("MANAGEMENT_PORT", "");
    String main = System.getenv().getOrDefault("PORT", "");
    String port = !management.isEmpty() ? management : !main.isEmpty() ? main : "8080";
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", Integer.parseInt(port)), MILLIS);
      socket.setSoTimeout(MILLIS);
      String request =
          "GET /actuator/health/readiness HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      System.exit(answer.endsWith(" 200") ? 0 : 1);
    } catch (IOException e) {
      System.exit(1);
    }
  }
}
