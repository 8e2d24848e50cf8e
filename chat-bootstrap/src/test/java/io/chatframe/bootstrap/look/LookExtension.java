package io.chatframe.bootstrap.look;

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

/** Provides tests with the shared {@link LookFixture}, and fails those whose pages complain. */
final class LookExtension implements ParameterResolver, AfterEachCallback {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LookFixture.class;
  }

  @Override
  public LookFixture resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return fixture(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(fixture(context).leave()).as("what the pages complained of").isEmpty();
  }

  private static LookFixture fixture(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(LookFixture.class, _ -> start(), LookFixture.class);
  }

  private static LookFixture start() {
    try {
      return new LookFixture(Files.createTempDirectory(Path.of("target"), "look-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
