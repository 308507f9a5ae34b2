package io.github.pgqueue.checks.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The class stands in a package whose {@code package-info} carries {@link NullMarked}. */
final class BeNullMarked extends ArchCondition<JavaClass> {

    BeNullMarked() {
        super("stand in a null-marked package");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
            events.add(SimpleConditionEvent.violated(
                    type, type.getName() + " stands in a package whose package-info.java lacks @NullMarked"));
        }
    }
}
