package io.github.pgqueue.checks.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import io.github.pgqueue.checks.wrong.ExposesInternal;
import io.github.pgqueue.checks.wrong.spi.TakesMillis;
import io.github.pgqueue.checks.wrong.spi.TellsDates;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What public types show of themselves. */
final class SignatureRules {

    private static final Set<String> OLD_TIME = Set.of(
            "java.util.Date",
            "java.util.Calendar",
            "java.util.TimeZone",
            "java.sql.Date",
            "java.sql.Time",
            "java.sql.Timestamp");

    private static final Pattern UNIT = Pattern.compile("(?i:.*(millis|micros|nanos|seconds|minutes)|ms)|.*Ms");

    private SignatureRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("signatures expose nothing internal", internals(), ExposesInternal.class),
                new Rule("signatures speak java.time", time(), TellsDates.class),
                new Rule("signatures take durations, not numbers", durations(), TakesMillis.class));
    }

    private static ArchRule internals() {
        return published("expose nothing internal", Signature::types, type -> type.contains(".internal."))
                .because("what stands in a public signature is public, whatever its package says");
    }

    private static ArchRule time() {
        return published("speak java.time", Signature::types, OLD_TIME::contains)
                .because("Instant and Duration leave no doubt about zone and unit");
    }

    private static ArchRule durations() {
        return published("take durations, not numbers", Signature::numbers, UNIT.asMatchPredicate())
                .because("a number whose unit is in its name alone is mixed up sooner or later");
    }

    private static ArchRule published(
            String description, Function<Signature, Stream<String>> parts, Predicate<String> wrong) {
        return classes()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackage("..internal..")
                .should(new SpeakPublicly(description, parts, wrong));
    }
}
