package io.chatframe.bootstrap.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides tests with the shared {@link BrowserFixture}. After each test it closes all pages and
 * fails the test if one of them reported an error.
 */
public final class BrowserExtension implements ParameterResolver, AfterEachCallback {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == BrowserFixture.class;
  }

  @Override
  public BrowserFixture resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return fixture(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(fixture(context).leave()).as("what the pages complained of").isEmpty();
  }

  private static BrowserFixture fixture(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(BrowserFixture.class, _ -> start(), BrowserFixture.class);
  }

  private static BrowserFixture start() {
    try {
      return new BrowserFixture(Files.createTempDirectory(Path.of("target"), "browser-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
