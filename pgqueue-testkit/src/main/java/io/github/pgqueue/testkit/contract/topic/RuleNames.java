package io.github.pgqueue.testkit.contract.topic;

import io.github.pgqueue.testkit.contract.rule.Checks;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names a test by its rule and its method: {@code S3.3 zero claims none}. */
final class RuleNames extends DisplayNameGenerator.Standard {

    @Override
    public String generateDisplayNameForMethod(
            List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
        Checks checks = testMethod.getAnnotation(Checks.class);
        String words = words(testMethod.getName());
        return checks == null ? words : checks.value() + " " + words;
    }

    /** {@code zeroClaimsNone} as {@code zero claims none}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
