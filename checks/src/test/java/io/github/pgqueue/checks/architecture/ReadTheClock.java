package io.github.pgqueue.checks.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;

/** The class asks this machine what time it is, by whatever part of the JDK. */
final class ReadTheClock extends ArchCondition<JavaClass> {

    ReadTheClock() {
        super("read the clock of this machine");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
            events.add(new SimpleConditionEvent(type, isClock(access.getTarget()), access.getDescription()));
        }
    }

    private static boolean isClock(AccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        return owner.startsWith("java.time.") && name.equals("now")
                || owner.equals(Clock.class.getName())
                || owner.equals(System.class.getName()) && name.equals("currentTimeMillis")
                || owner.equals(Calendar.class.getName()) && name.equals("getInstance")
                || target.getFullName().equals(Date.class.getName() + ".<init>()");
    }
}
