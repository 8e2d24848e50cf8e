package io.chatframe.bootstrap.architecture;

import static java.util.stream.Collectors.groupingBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Simple type names are unique, so that a name is never ambiguous to a reader. */
final class NamesUsedOnce extends ArchCondition<JavaClass> {
  private Map<String, List<JavaClass>> byName = Map.of();

  private NamesUsedOnce() {
    super("have a simple name that no other type has");
  }

  static NamesUsedOnce haveANameOfTheirOwn() {
    return new NamesUsedOnce();
  }

  @Override
  public void init(Collection<JavaClass> types) {
    byName = types.stream().collect(groupingBy(JavaClass::getSimpleName));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaClass other : byName.getOrDefault(type.getSimpleName(), List.of())) {
      if (!other.equals(type)) {
        events.add(
            SimpleConditionEvent.violated(
                type, type.getName() + " has the name of " + other.getName()));
      }
    }
  }
}
