package io.github.pgqueue.checks.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import io.github.pgqueue.checks.wrong.jdbc.KeepsAConnection;
import io.github.pgqueue.checks.wrong.jdbc.Prints;
import io.github.pgqueue.checks.wrong.jdbc.internal.LogsByJul;
import io.github.pgqueue.checks.wrong.jdbc.internal.ReadsTheClock;
import io.github.pgqueue.checks.wrong.jdbc.internal.claim.Sleeps;
import io.github.pgqueue.checks.wrong.testkit.circle.Round;
import io.github.pgqueue.checks.wrong.unmarked.NotMarked;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;

/** What libraries do not do. */
final class CodeRules {

    private final String root;
    private final String[] libraries;

    CodeRules(String root) {
        this.root = root;
        this.libraries = Module.LIBRARIES.stream()
                .flatMap(module -> Stream.of(module.packages(root)))
                .toArray(String[]::new);
    }

    List<Rule> all() {
        return List.of(
                new Rule("libraries do not print", printing(), Prints.class),
                new Rule("libraries log by System.Logger", logging(), LogsByJul.class),
                new Rule("libraries do not sleep", sleeping(), Sleeps.class),
                new Rule("the time is the database's", clock(), ReadsTheClock.class),
                new Rule("no connection is static", connections(), KeepsAConnection.class),
                new Rule("every package is null-marked", nullness(), NotMarked.class),
                new Rule("packages have no cycles", cycles(), Round.class));
    }

    private ArchRule printing() {
        return noClasses()
                .that()
                .resideInAnyPackage(libraries)
                .should(ACCESS_STANDARD_STREAMS)
                .because("standard output belongs to the application");
    }

    private ArchRule logging() {
        return noClasses()
                .that()
                .resideInAnyPackage(libraries)
                .should()
                .accessClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.logging..")
                .because("System.Logger goes wherever the application sends it");
    }

    private ArchRule sleeping() {
        return noClasses()
                .that()
                .resideInAnyPackage(libraries)
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("who sleeps cannot be woken: wait on a latch, a condition or the socket");
    }

    /** All but the testkit, whose in-memory backend is its own database. */
    private ArchRule clock() {
        String[] timed = Module.LIBRARIES.stream()
                .filter(module -> module != Module.TESTKIT)
                .flatMap(module -> Stream.of(module.packages(root)))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(timed)
                .should(new ReadTheClock())
                .because("the clock of a node may be an hour off: only the database's says what is due");
    }

    private static ArchRule connections() {
        return fields().that()
                .haveRawType(Connection.class)
                .should()
                .notBeStatic()
                .allowEmptyShould(true)
                .because("several PgQueues live in one process, each with its own connections");
    }

    private static ArchRule nullness() {
        return classes()
                .should(new BeNullMarked())
                .because("a package without @NullMarked is passed over by the nullness check without a word");
    }

    /** Inside api the three packages are one: public types, their SPI and their engine know each other. */
    private ArchRule cycles() {
        return slices().assignedFrom(new PackageOrApi(root))
                .should()
                .beFreeOfCycles()
                .because("what goes in circles can be neither read nor taken apart");
    }
}
