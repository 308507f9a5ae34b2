package io.github.pgqueue.checks.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** No part of a public type's signatures is a wrong one. */
final class SpeakPublicly extends ArchCondition<JavaClass> {

    private final Function<Signature, Stream<String>> parts;
    private final Predicate<String> wrong;

    SpeakPublicly(String description, Function<Signature, Stream<String>> parts, Predicate<String> wrong) {
        super(description);
        this.parts = parts;
        this.wrong = wrong;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (Signature signature : Signature.of(type.reflect())) {
            parts.apply(signature)
                    .filter(wrong)
                    .map(part -> type.getName() + " shows " + part + " in: " + signature.text())
                    .forEach(message -> events.add(SimpleConditionEvent.violated(type, message)));
        }
    }
}
