package io.chatframe.bootstrap.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.List;
import java.util.Set;

/** What the rules about the ids that visitors send are made of. */
final class VisitorGate {
  private static final String DOMAIN = "io.chatframe.domain.";
  private static final String APPLICATION = "io.chatframe.application";

  /** Things that belong to a visitor. */
  private static final Set<String> IDS =
      Set.of(DOMAIN + "DialogId", DOMAIN + "MessageId", DOMAIN + "ReplyId");

  /** Those who may ask for them: a visitor, or the node that generates a reply. */
  private static final Set<String> ASKERS =
      Set.of(DOMAIN + "Visitor", DOMAIN + "limit.Caller", DOMAIN + "NodeId");

  /** The packages whose classes work on replies that run, apart from these use cases. */
  private static final Set<String> ENGINE =
      Set.of(APPLICATION + ".reply", APPLICATION + ".afterthought", APPLICATION + ".budget");

  private static final Set<String> USE_CASES_IN_THE_ENGINE = Set.of("FollowReply", "StopReply");

  private VisitorGate() {}

  static boolean isEngine(JavaClass type) {
    return ENGINE.contains(type.getPackageName()) && !isUseCase(type);
  }

  static boolean isUseCase(JavaClass type) {
    return type.getPackageName().equals(APPLICATION)
        || (ENGINE.contains(type.getPackageName())
            && USE_CASES_IN_THE_ENGINE.contains(type.getSimpleName()));
  }

  static boolean asksByIdAlone(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getOwner().isInterface()
        && target.getOwner().getPackageName().startsWith(DOMAIN + "port")
        && hasAnIdAlone(target.getRawParameterTypes());
  }

  static boolean takesTheVisitor(JavaMethod method) {
    return !hasAnIdAlone(method.getRawParameterTypes());
  }

  private static boolean hasAnIdAlone(List<JavaClass> parameters) {
    return parameters.stream().anyMatch(type -> IDS.contains(type.getName()))
        && parameters.stream().noneMatch(type -> ASKERS.contains(type.getName()));
  }
}
