package io.chatframe.adapter.web.container;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's HTTP/1.1 protocol with a timeout for each part of an exchange: head, body and response.
 * Tomcat itself only limits the silence between two bytes, so a client could hold a connection
 * forever by sending one byte a second. Tomcat instantiates the class by name, so it is public and
 * has a no-argument constructor.
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
