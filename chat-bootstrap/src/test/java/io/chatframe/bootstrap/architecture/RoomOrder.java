package io.chatframe.bootstrap.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The order of the packages within each module. Each may only use those listed before it. An
 * unlisted package fails, so that a new one must be placed.
 */
final class RoomOrder extends ArchCondition<JavaClass> {
  /** From the bottom up; an empty name is the module's root package. */
  private static final List<Module> MODULES =
      List.of(
          module(
              "io.chatframe.domain",
              "text",
              "usage",
              "budget",
              "assistant",
              "feedback",
              "",
              "limit",
              "access",
              "port.llm",
              "port.limit",
              "port",
              "port.metric",
              "port.once",
              "port.feedback"),
          module(
              "io.chatframe.application",
              "task",
              "access",
              "limit",
              "prompt",
              "budget",
              "afterthought",
              "reply",
              ""),
          module(
              "io.chatframe.adapter.web",
              "settings",
              "client",
              "json",
              "problem",
              "identity",
              "host",
              "ticket",
              "body",
              "proof",
              "container",
              "stream",
              "sse",
              "http",
              "operator",
              "socket",
              "page",
              "launcher",
              ""),
          module(
              "io.chatframe.adapter.llm",
              "provider",
              "settings",
              "refusal",
              "http",
              "answer",
              "request",
              "protocol",
              "routing",
              "demo",
              ""),
          module(
              "io.chatframe.adapter.persistence",
              "connection",
              "migration",
              "row",
              "dialog",
              "reply",
              "node",
              "limit",
              ""),
          module("io.chatframe.embedded", ""),
          module("io.chatframe.bootstrap", "settings", "assistant", "start", "metric", ""));

  private RoomOrder() {
    super("use only packages of their module that are below their own");
  }

  static RoomOrder lookDown() {
    return new RoomOrder();
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Optional<Module> home = MODULES.stream().filter(module -> module.has(type)).findFirst();
    if (home.isEmpty() || home.get().floor(type) < 0) {
      events.add(
          SimpleConditionEvent.violated(
              type, type.getName() + " is in a package without a place in RoomOrder"));
      return;
    }
    Module module = home.get();
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass();
      if (module.has(target) && module.floor(target) > module.floor(type)) {
        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
      }
    }
  }

  private static Module module(String root, String... rooms) {
    return new Module(
        root, Stream.of(rooms).map(room -> room.isEmpty() ? root : root + "." + room).toList());
  }

  private record Module(String root, List<String> packages) {
    boolean has(JavaClass type) {
      String name = type.getPackageName();
      return name.equals(root) || name.startsWith(root + ".");
    }

    int floor(JavaClass type) {
      return packages.indexOf(type.getPackageName());
    }
  }
}
