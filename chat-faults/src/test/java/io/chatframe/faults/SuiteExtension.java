package io.chatframe.faults;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Provides scenarios with the shared {@link Suite}, healed before each, and prints the nodes' logs
 * if one fails.
 */
final class SuiteExtension implements ParameterResolver, BeforeEachCallback, TestWatcher {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Suite.class;
  }

  @Override
  public Suite resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return suite(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    suite(context).heal();
    SuiteReport.say(context.getDisplayName());
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    SuiteReport.say(
        "FAILED %s: %s\n%s".formatted(context.getDisplayName(), cause, suite(context).logs()));
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    SuiteReport.say("left out: %s".formatted(context.getDisplayName()));
  }

  private static Suite suite(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(Suite.class, _ -> Suite.start(), Suite.class);
  }
}
