package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.Wake;
import io.github.pgqueue.benchmarks.contender.OwnTable.Variant;
import io.github.pgqueue.benchmarks.contender.RawSql.Completion;
import java.util.List;

/** All of them. */
public final class Contenders {

    private static final List<Contender> ALL = List.of(
            RawSql.inserts(),
            RawSql.batches(10, Completion.DELETE),
            RawSql.batches(100, Completion.DELETE),
            RawSql.batches(100, Completion.UPDATE),
            RawSql.batches(100, Completion.LOCK),
            RawSql.batches(500, Completion.LOCK),
            new OwnTable(Variant.CLAIMED),
            new OwnTable(Variant.LOCKED),
            new OwnTable(Variant.DELETED),
            new OwnTable(Variant.WITHOUT_RULES),
            Pgqueue.byPgjdbc(),
            Pgqueue.byPgjdbc().waking(Wake.NONE),
            Pgqueue.byPgjdbc().keepingNone(),
            Pgqueue.byPgjdbcNg(),
            new DbScheduler(false),
            new DbScheduler(true),
            new JobRunr(),
            new DbQueue(),
            new SpringIntegration(),
            new Pgmq(),
            new CljPgqueue());

    private Contenders() {}

    /** In the order in which tables show them. */
    public static List<Contender> all() {
        return ALL;
    }

    /**
     * Finds one.
     *
     * @param name its name
     */
    public static Contender named(String name) {
        return ALL.stream()
                .filter(contender -> contender.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contender has the name: " + name));
    }
}
