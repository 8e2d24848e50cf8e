package io.chatframe.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Architecture rules beyond Maven's module graph. A rule that matches no class fails, so none can
 * become ineffective; {@link ArchitectureRulesTest} shows that each can fail.
 */
enum ArchitectureRule {
  DOMAIN_IS_PLAIN_JAVA(
      classes()
          .that()
          .resideInAPackage(Rooms.DOMAIN)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(Rooms.DOMAIN, "java..", "org.jspecify.annotations..")),

  APPLICATION_KNOWS_ONLY_THE_DOMAIN(
      classes()
          .that()
          .resideInAPackage(Rooms.APPLICATION)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              Rooms.APPLICATION,
              Rooms.DOMAIN,
              "java..",
              "org.slf4j..",
              "org.jspecify.annotations..")),

  PORTS_DO_NOT_KNOW_USE_CASES(
      noClasses()
          .that()
          .resideInAPackage(Rooms.PORTS)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(Rooms.APPLICATION)),

  ADAPTERS_DO_NOT_KNOW_EACH_OTHER(
      slices().matching("io.chatframe.adapter.(*)..").should().notDependOnEachOther()),

  ONLY_BOOTSTRAP_KNOWS_ADAPTERS(
      noClasses()
          .that()
          .resideOutsideOfPackages(Rooms.ADAPTERS, Rooms.BOOTSTRAP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(Rooms.ADAPTERS)),

  NOBODY_KNOWS_BOOTSTRAP(
      noClasses()
          .that()
          .resideOutsideOfPackage(Rooms.BOOTSTRAP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(Rooms.BOOTSTRAP)),

  /** A build may leave the module out. */
  NOBODY_KNOWS_THE_EMBEDDED_DATABASE(
      noClasses()
          .that()
          .resideOutsideOfPackage(Rooms.EMBEDDED)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(Rooms.EMBEDDED)),

  /**
   * An adapter's subpackages need each other's classes, so this applies only to its top package.
   */
  ADAPTERS_KEEP_THEIR_CLASSES_TO_THEMSELVES(
      classes()
          .that()
          .resideInAnyPackage(
              "io.chatframe.adapter.web",
              "io.chatframe.adapter.llm",
              "io.chatframe.adapter.persistence")
          .and()
          .areTopLevelClasses()
          .and(not(Rooms.PUBLISHED))
          .should()
          .notBePublic()),

  OTHERS_USE_ONLY_AN_ADAPTERS_CONFIGURATION(
      noClasses()
          .that()
          .resideOutsideOfPackage(Rooms.ADAPTERS)
          .should()
          .dependOnClassesThat(resideInAPackage(Rooms.ADAPTERS).and(not(Rooms.PUBLISHED)))),

  PACKAGES_HAVE_NO_CYCLES(slices().matching("io.chatframe.(**)").should().beFreeOfCycles()),

  PACKAGES_LOOK_DOWN(
      classes().that().resideInAPackage("io.chatframe..").should(RoomOrder.lookDown())),

  NAMES_ARE_USED_ONCE(
      classes()
          .that(describe("have a name", ArchitectureRule::hasAName))
          .should(NamesUsedOnce.haveANameOfTheirOwn())),

  NO_SETTERS(
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(Rooms.DOMAIN, Rooms.APPLICATION)
          .should()
          .haveNameNotMatching("set\\p{Upper}.*")),

  /** Mutable state is private and guarded by the object's own lock; everything else is final. */
  FIELDS_ARE_FINAL_OR_PRIVATE(
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(Rooms.DOMAIN, Rooms.APPLICATION)
          .should(
              ArchConditions.be(
                  describe(
                      "final, or private and of one object",
                      ArchitectureRule::isFinalOrOwnState)))),

  TIME_AND_IDS_COME_FROM_OUTSIDE(
      noClasses()
          .that()
          .resideInAnyPackage(Rooms.DOMAIN, Rooms.APPLICATION)
          .should(
              ArchConditions.accessTargetWhere(
                  describe(
                      "a clock, chance or the environment is asked directly",
                      ArchitectureRule::asksTheMachine)))),

  /** A custom rule: ArchUnit's checks only fields and misses a logger in a local variable. */
  NO_JAVA_UTIL_LOGGING(
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..")),

  NO_FIELD_INJECTION(GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION),

  /** Output of command-line options is not logging. */
  NO_STANDARD_STREAMS(
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.chatframe.bootstrap.start.CommandLine")
          .and()
          .doNotHaveFullyQualifiedName("io.chatframe.bootstrap.JavaCheck")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)),

  NO_GENERIC_EXCEPTIONS(GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS),

  EXCEPTIONS_ARE_NAMED_SO(
      classes()
          .that()
          .areAssignableTo(Throwable.class)
          .should()
          .haveSimpleNameEndingWith("Exception")),

  PORTS_ARE_NAMED_BY_THEIR_KIND(
      classes()
          .that(describe("are ports", ArchitectureRule::isPort))
          .should()
          .haveNameMatching(".*(Port|Repository|Journal|Catalog|Ledger|Source|Stream|Clock)")),

  SQL_ONLY_IN_PERSISTENCE(
      noClasses()
          .that()
          .resideOutsideOfPackage(Rooms.PERSISTENCE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "org.springframework.transaction..",
              "org.springframework.jdbc..",
              "org.springframework.data..")),

  WEB_ONLY_IN_THE_WEB_ADAPTER(
      noClasses()
          .that()
          .resideOutsideOfPackage(Rooms.WEB)
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.springframework.web..")
                  .and(resideOutsideOfPackage("org.springframework.web.client.."))
                  .or(resideInAPackage("org.springframework.http.."))
                  .or(resideInAPackage("jakarta.servlet..")))),

  HTTP_CLIENTS_ONLY_FOR_MODELS_AND_HOST_KEYS(
      noClasses()
          .that()
          .resideOutsideOfPackages(Rooms.LLM, Rooms.HOST_KEYS)
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.hc..")
                  .or(resideInAPackage("java.net.http.."))
                  .or(resideInAPackage("org.springframework.web.client.."))
                  .or(JavaClass.Predicates.assignableTo(java.net.URLConnection.class)))),

  /**
   * Only the engine, whose ids come from replies that it began or took over, asks for something by
   * its id alone; everybody else says for which visitor, and gets nothing of another's.
   */
  IDS_GO_WITH_THE_VISITOR(
      noClasses()
          .that(describe("are not the engine", type -> !VisitorGate.isEngine(type)))
          .and()
          .resideOutsideOfPackages(Rooms.PERSISTENCE, Rooms.PORTS)
          .should(
              ArchConditions.accessTargetWhere(
                  describe(
                      "a port is asked by an id without its visitor",
                      VisitorGate::asksByIdAlone)))),

  USE_CASES_TAKE_THE_VISITOR(
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(describe("are use cases", VisitorGate::isUseCase))
          .should(
              ArchConditions.be(
                  describe("given the visitor with an id", VisitorGate::takesTheVisitor)))),

  /** Fakes keep a port's contract; a mock only does what its test expects. */
  NO_MOCKS_IN_THE_MIDDLE(
      noClasses()
          .that()
          .resideInAnyPackage(Rooms.DOMAIN, Rooms.APPLICATION)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.mockito.."));

  /** {@code *} stands for every method of the class, constructors included. */
  private static final Map<String, Set<String>> MACHINE =
      Map.ofEntries(
          Map.entry("java.time.Instant", Set.of("now")),
          Map.entry("java.time.LocalDate", Set.of("now")),
          Map.entry("java.time.LocalTime", Set.of("now")),
          Map.entry("java.time.LocalDateTime", Set.of("now")),
          Map.entry("java.time.OffsetDateTime", Set.of("now")),
          Map.entry("java.time.ZonedDateTime", Set.of("now")),
          Map.entry(
              "java.time.Clock",
              Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds")),
          Map.entry("java.util.Date", Set.of("*")),
          Map.entry("java.util.UUID", Set.of("randomUUID")),
          Map.entry("java.util.Random", Set.of("*")),
          Map.entry("java.security.SecureRandom", Set.of("*")),
          Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("*")),
          Map.entry("java.lang.Math", Set.of("random")),
          Map.entry("java.lang.Thread", Set.of("sleep")),
          Map.entry(
              "java.lang.System",
              Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties")));

  // ArchUnit's rules are immutable once built, but have no annotation that says so.
  @SuppressWarnings("ImmutableEnumChecker")
  private final ArchRule rule;

  ArchitectureRule(ArchRule rule) {
    this.rule = rule.as(name());
  }

  void check(JavaClasses house) {
    rule.check(house);
  }

  /** The violations of this rule by the given classes, one line each. */
  List<String> broken(JavaClasses house) {
    return rule.evaluate(house).getFailureReport().getDetails();
  }

  private static boolean isFinalOrOwnState(JavaField field) {
    Set<JavaModifier> modifiers = field.getModifiers();
    return modifiers.contains(JavaModifier.FINAL)
        || (modifiers.contains(JavaModifier.PRIVATE) && !modifiers.contains(JavaModifier.STATIC));
  }

  private static boolean asksTheMachine(JavaAccess<?> access) {
    Set<String> methods = MACHINE.getOrDefault(access.getTargetOwner().getFullName(), Set.of());
    return methods.contains("*") || methods.contains(access.getTarget().getName());
  }

  /**
   * An interface is a port if its implementations are elsewhere; a sealed type has them beside it.
   */
  private static boolean isPort(JavaClass type) {
    return resideInAPackage(Rooms.PORTS).test(type)
        && type.isInterface()
        && type.isTopLevelClass()
        && !type.getSimpleName().equals("package-info")
        && type.getAllSubclasses().stream().noneMatch(resideInAPackage(Rooms.PORTS));
  }

  private static boolean hasAName(JavaClass type) {
    return !type.isAnonymousClass()
        && !type.isLocalClass()
        && !type.getSimpleName().equals("package-info");
  }

  /** The packages of the modules. */
  private static final class Rooms {
    static final String DOMAIN = "io.chatframe.domain..";
    static final String PORTS = "io.chatframe.domain.port..";
    static final String APPLICATION = "io.chatframe.application..";
    static final String ADAPTERS = "io.chatframe.adapter..";
    static final String WEB = "io.chatframe.adapter.web..";
    static final String HOST_KEYS = "io.chatframe.adapter.web.host";
    static final String LLM = "io.chatframe.adapter.llm..";
    static final String PERSISTENCE = "io.chatframe.adapter.persistence..";
    static final String EMBEDDED = "io.chatframe.embedded..";
    static final String BOOTSTRAP = "io.chatframe.bootstrap..";

    static final DescribedPredicate<JavaClass> PUBLISHED =
        describe(
            "configurations or properties",
            type -> outermost(type).getSimpleName().matches(".*(Configuration|Properties)"));

    private static JavaClass outermost(JavaClass type) {
      return type.getEnclosingClass().map(Rooms::outermost).orElse(type);
    }
  }
}
