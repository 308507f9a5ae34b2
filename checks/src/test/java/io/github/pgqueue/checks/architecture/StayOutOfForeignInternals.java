package io.github.pgqueue.checks.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;

/** No class uses an {@code internal} package of another module. */
final class StayOutOfForeignInternals extends ArchCondition<JavaClass> {

    private final String root;

    StayOutOfForeignInternals(String root) {
        super("stay out of other modules' internal packages");
        this.root = root;
    }

    @Override
    public void check(JavaClass user, ConditionEvents events) {
        Optional<Module> own = Module.of(root, user.getPackageName());
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
            String packageName = dependency.getTargetClass().getPackageName();
            Optional<Module> other = Module.of(root, packageName);
            if (other.isPresent() && !other.equals(own) && (packageName + ".").contains(".internal.")) {
                events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
            }
        }
    }
}
