package io.github.pgqueue.benchmarks.contender;

import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statement by which pgqueue adds jobs, as it was seen to send it: written here once more it would soon be another
 * one. Can be executed again and again, each time with the same jobs. Thread-safe.
 */
final class RecordedInsert {

    private static final Pattern INSERT = Pattern.compile("insert into (\\S*\\bjobs\"?) \\(");

    private final RecordedStatement statement;

    private RecordedInsert(RecordedStatement statement) {
        this.statement = statement;
    }

    /**
     * Has pgqueue add jobs, and sees how.
     *
     * @param arena where its table is
     * @param push adds jobs, once
     */
    static RecordedInsert of(Arena arena, Consumer<PgQueue> push) {
        StatementRecorder recorder = new StatementRecorder();
        PgQueuesConfig config = PgQueuesConfig.builder(recorder.over(arena.pool()))
                .store("pgjdbc")
                .listener(PgQueuesConfig.NO_LISTENER)
                .table(arena.schema() + ".jobs")
                .build();
        try (PgQueues queues = PgQueues.create(config)) {
            push.accept(queues.queue(TableSql.QUEUE));
        }
        List<RecordedStatement> inserts = recorder.executed().stream()
                .filter(each -> INSERT.matcher(each.sql()).find())
                .toList();
        if (inserts.size() != 1) {
            throw new IllegalStateException("pgqueue adds jobs by " + inserts.size() + " statements: " + inserts);
        }
        return new RecordedInsert(inserts.get(0));
    }

    /** Its text. */
    String sql() {
        return statement.sql();
    }

    /**
     * The same for another table.
     *
     * @param table its name
     */
    String sqlInto(String table) {
        return INSERT.matcher(sql()).replaceFirst(Matcher.quoteReplacement("insert into " + table + " ("));
    }

    /** Adds the same jobs once more, and reads their numbers, as pgqueue does. */
    void execute(PreparedStatement prepared) throws SQLException {
        statement.bind(prepared);
        try (ResultSet row = prepared.executeQuery()) {
            while (row.next()) {
                row.getLong(1);
            }
        }
    }
}
