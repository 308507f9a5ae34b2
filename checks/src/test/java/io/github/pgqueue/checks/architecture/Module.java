package io.github.pgqueue.checks.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The modules, as their packages show them. */
enum Module {
    API(""),
    JDBC(".jdbc"),
    PGJDBC(".pgjdbc"),
    PGJDBC_NG(".pgjdbcng"),
    VERTX(".vertx"),
    TESTKIT(".testkit"),
    CLI(".cli"),
    BENCHMARKS(".benchmarks"),
    CHAOS(".chaos");

    /** What applications put on their class path. */
    static final List<Module> LIBRARIES = List.of(API, JDBC, PGJDBC, PGJDBC_NG, VERTX, TESTKIT);

    private final String suffix;

    Module(String suffix) {
        this.suffix = suffix;
    }

    /** Everything in the module, as package patterns of ArchUnit. */
    String[] packages(String root) {
        return this == API
                ? new String[] {root, root + ".spi..", root + ".internal.."}
                : new String[] {root + suffix + ".."};
    }

    /** What others may use of it, as package patterns of ArchUnit. */
    String[] open(String root) {
        return this == API ? new String[] {root, root + ".spi.."} : new String[] {root + suffix + ".."};
    }

    /** The module that a package belongs to. */
    static Optional<Module> of(String root, String packageName) {
        if (!(packageName + ".").startsWith(root + ".")) {
            return Optional.empty();
        }
        String rest = packageName.substring(root.length()) + ".";
        return Arrays.stream(values())
                .filter(module -> module != API && rest.startsWith(module.suffix + "."))
                .findFirst()
                .or(() -> Optional.of(API).filter(api -> isOfApi(rest)));
    }

    private static boolean isOfApi(String rest) {
        return rest.equals(".") || rest.startsWith(".spi.") || rest.startsWith(".internal.");
    }
}
