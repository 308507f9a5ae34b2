package io.github.pgqueue.checks.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import io.github.pgqueue.checks.wrong.KnowsInternal;
import io.github.pgqueue.checks.wrong.internal.UsesALibrary;
import io.github.pgqueue.checks.wrong.internal.claim.LooksUp;
import io.github.pgqueue.checks.wrong.jdbc.KnowsALibrary;
import io.github.pgqueue.checks.wrong.jdbc.internal.KnowsCli;
import io.github.pgqueue.checks.wrong.pgjdbc.KnowsTheOtherBackend;
import io.github.pgqueue.checks.wrong.pgjdbc.internal.KnowsForeignInternal;
import io.github.pgqueue.checks.wrong.pgjdbcng.KnowsTheOtherDriver;
import io.github.pgqueue.checks.wrong.spi.KnowsEngine;
import io.github.pgqueue.checks.wrong.testkit.KnowsABackend;
import io.github.pgqueue.checks.wrong.vertx.KnowsTheStoresDriver;
import java.util.List;
import java.util.stream.Stream;

/** Who may know whom. */
final class KnowledgeRules {

    private static final String[] JDK = {"java..", "javax.net..", "javax.sql..", "org.jspecify.annotations.."};

    private final String root;

    KnowledgeRules(String root) {
        this.root = root;
    }

    List<Rule> all() {
        return List.of(
                new Rule("api knows the JDK alone", api(), UsesALibrary.class),
                new Rule("spi does not know the engine", spi(), KnowsEngine.class),
                new Rule("PgQueues is the one door to the engine", door(), KnowsInternal.class),
                new Rule("jdbc knows api, JDBI, HikariCP and Jackson's streaming core", jdbc(), KnowsALibrary.class),
                new Rule(
                        "pgjdbc knows api, jdbc and its driver",
                        backend(Module.PGJDBC, "org.postgresql.."),
                        KnowsTheOtherBackend.class),
                new Rule(
                        "pgjdbc-ng knows api, jdbc and its driver",
                        backend(Module.PGJDBC_NG, "com.impossibl.."),
                        KnowsTheOtherDriver.class),
                new Rule(
                        "vertx knows api, jdbc and its driver",
                        backend(Module.VERTX, "io.vertx..", "javax.net.ssl.."),
                        KnowsTheStoresDriver.class),
                new Rule("testkit knows api, JUnit and databases", testkit(), KnowsABackend.class),
                new Rule("libraries do not know programs", programs(), KnowsCli.class),
                new Rule("internal stays in its module", internals(), KnowsForeignInternal.class),
                new Rule("packages below internal know one another one way only", rooms(), LooksUp.class));
    }

    private ArchRule api() {
        return only(Module.API, Module.API.packages(root))
                .because("what every user gets must bring nothing along that could clash with theirs");
    }

    private ArchRule spi() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".spi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".internal..")
                .because("a backend is written against the SPI, and the engine must be free to change");
    }

    private ArchRule door() {
        return noClasses()
                .that()
                .resideInAPackage(root)
                .and()
                .doNotHaveFullyQualifiedName(root + ".PgQueues")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".internal..")
                .because("the public types describe the engine, and only PgQueues.create makes one");
    }

    private ArchRule jdbc() {
        String[] libraries = {"org.jdbi..", "com.zaxxer.hikari..", "tools.jackson.core.."};
        return only(Module.JDBC, Module.JDBC.packages(root), Module.API.open(root), libraries)
                .because("it serves any driver, and logs through the JDK as the rest does");
    }

    private ArchRule backend(Module module, String... drivers) {
        return only(module, module.packages(root), Module.API.open(root), Module.JDBC.packages(root), drivers)
                .because("each backend must work where the other one is not on the class path");
    }

    private ArchRule testkit() {
        String[] libraries = {
            "org.junit.jupiter..", "org.opentest4j..", "io.zonky..", "org.testcontainers..", "org.postgresql.."
        };
        return only(Module.TESTKIT, Module.TESTKIT.packages(root), Module.API.open(root), libraries)
                .because("a stranger's backend is tested with it, and knows nothing of ours");
    }

    private ArchRule programs() {
        return noClasses()
                .that()
                .resideInAnyPackage(join(Module.LIBRARIES.stream().map(module -> module.packages(root))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(join(
                        Stream.of(Module.CLI, Module.BENCHMARKS, Module.CHAOS).map(module -> module.packages(root))))
                .because("programs stand on the libraries, not the other way round");
    }

    private ArchRule internals() {
        return classes()
                .should(new StayOutOfForeignInternals(root))
                .because("what is internal changes without notice, from one release to the next");
    }

    /** In api these may know its public types, whose one door leads back to them: only the rooms count here. */
    private ArchRule rooms() {
        return slices().assignedFrom(new Rooms(root))
                .should()
                .beFreeOfCycles()
                .because("who reads one of them must not have to read all");
    }

    private ArchRule only(Module module, String[]... known) {
        return classes()
                .that()
                .resideInAnyPackage(module.packages(root))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(join(Stream.concat(Stream.of(JDK, new String[] {""}), Stream.of(known))));
    }

    private static String[] join(Stream<String[]> packages) {
        return packages.flatMap(Stream::of).toArray(String[]::new);
    }
}
