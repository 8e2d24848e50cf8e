package io.chatframe.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * nginx as a proxy of the provider, which passes bytes on as they come: the limit for any server.
 */
public final class Nginx implements Contestant {
  private final ServerProcess process;
  private final int port;

  private Nginx(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; blocks until it is ready.
   *
   * @param provider the provider's port
   * @param folder for its files
   */
  public static Nginx start(int provider, Path folder) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    Path configuration = Files.createDirectories(folder).resolve("nginx.conf");
    Files.writeString(configuration, configuration(provider, port));
    ServerProcess process =
        ServerProcess.start(
            folder,
            Map.of("PATH", "/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/bin"),
            List.of("nginx", "-p", folder.toString(), "-c", configuration.toString()));
    return new Nginx(process.awaitReady(port, "/ready"), port);
  }

  private static String configuration(int provider, int port) {
    return """
    worker_processes 1;
    worker_rlimit_nofile 20000;
    daemon off;
    error_log stderr crit;
    pid nginx.pid;
    events { worker_connections 20000; }
    http {
      access_log off;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      upstream provider { server 127.0.0.1:%d; keepalive 1000; }
      server {
        listen 127.0.0.1:%d backlog=4096;
        keepalive_requests 1000000;
        location = /ready { return 200; }
        location / {
          proxy_pass http://provider;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_buffering off;
        }
      }
    }
    """
        .formatted(provider, port);
  }

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Optional<Family> family() {
    return Optional.of(process.family());
  }

  @Override
  public boolean stores() {
    return false;
  }

  @Override
  public byte[] request(int client, int n, String text) {
    return Direct.completion(text);
  }

  @Override
  public byte[] call(int client) {
    return Requests.get("/ready", "");
  }

  @Override
  public void close() {
    process.close();
  }
}
