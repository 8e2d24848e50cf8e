package io.chatframe.adapter.web.container;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's HTTP/1.1 with a bound on the time that each part of an exchange may take: the head, the
 * body, the taking of the answer. Tomcat itself bounds only the silence between two bytes, so that
 * one byte a second would hold a connection as long as its sender likes. Made by Tomcat from its
 * name, so it is public and has no arguments.
 */
public final class PatientHttp11Protocol extends Http11NioProtocol {
  private final Deadlines deadlines = new Deadlines(this::patience);
  private volatile ClientPatience patience = ClientPatience.ENDLESS;

  void setPatience(ClientPatience patience) {
    this.patience = patience;
  }

  ClientPatience patience() {
    return patience;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  @Override
  protected Processor createProcessor() {
    return new PatientProcessor(this);
  }

  @Override
  public void start() throws Exception {
    deadlines.start();
    super.start();
  }

  @Override
  public void destroy() throws Exception {
    deadlines.stop();
    super.destroy();
  }
}
