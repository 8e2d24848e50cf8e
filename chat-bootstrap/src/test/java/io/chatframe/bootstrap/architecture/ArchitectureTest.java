package io.chatframe.bootstrap.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ArchitectureTest {
  /** The production classes; Maven provides the tests of other modules as jars or as folders. */
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.chatframe");

  /** The inner modules with their tests. */
  private static final JavaClasses MIDDLE =
      new ClassFileImporter().importPackages("io.chatframe.domain", "io.chatframe.application");

  @ParameterizedTest
  @EnumSource
  void holds(ArchitectureRule rule) {
    rule.check(HOUSE);
  }

  @Test
  void testsOfTheMiddleUseNoMocks() {
    ArchitectureRule.NO_MOCKS_IN_THE_MIDDLE.check(MIDDLE);
  }

  @Test
  void seesEveryModuleAndTheTestsOfTheMiddle() {
    assertThat(HOUSE)
        .extracting(type -> type.getPackageName())
        .contains(
            "io.chatframe.domain",
            "io.chatframe.domain.port",
            "io.chatframe.application",
            "io.chatframe.adapter.web",
            "io.chatframe.adapter.llm",
            "io.chatframe.adapter.persistence",
            "io.chatframe.embedded",
            "io.chatframe.bootstrap");
    assertThat(HOUSE).noneMatch(type -> type.getSimpleName().endsWith("Test"));
    assertThat(MIDDLE.that(resideInAnyPackage("io.chatframe.domain..")))
        .anyMatch(type -> type.getSimpleName().endsWith("Contract"));
    assertThat(MIDDLE.that(resideInAnyPackage("io.chatframe.application..")))
        .anyMatch(type -> type.getSimpleName().endsWith("Test"));
  }
}
