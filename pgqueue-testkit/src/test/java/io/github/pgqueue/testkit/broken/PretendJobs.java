package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are added by plain SQL, as far as it is understood: at once, whatever becomes of the transaction.
 *
 * @param database tells who is to hear of them
 * @param store keeps them
 */
record PretendJobs(
        @Nullable PretendDatabase database, @Nullable QueueStore store) {

    /** Where nobody adds any. */
    static final PretendJobs NONE = new PretendJobs(null, null);

    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern SERIES = Pattern.compile("generate_series\\(1, (\\d+)\\)");

    static boolean isInsertion(String sql) {
        return sql.contains(" (queue_name");
    }

    void insert(String sql) throws SQLException {
        PretendDatabase there = database;
        if (there == null) {
            throw new SQLException("the pretended database adds no jobs here: " + sql);
        }
        if (there.isMute()) {
            there.quietly(() -> add(sql));
        } else {
            add(sql);
        }
    }

    private void add(String sql) {
        List<String> literals =
                LITERAL.matcher(sql).results().map(PretendJobs::unquoted).toList();
        if (sql.contains(" (queue_name, payload)")) {
            insert(literals.get(0), Collections.nCopies(times(sql), NewJob.of(literals.get(1))));
        } else {
            literals.forEach(queueName -> insert(queueName, List.of(NewJob.withoutPayload())));
        }
    }

    private void insert(String queueName, List<NewJob> jobs) {
        if (store != null) {
            store.insert(queueName, jobs);
            // As the trigger does, whatever the store's own setting.
            store.ring(List.of(Ring.of(queueName)));
        }
    }

    private static String unquoted(MatchResult literal) {
        return literal.group(1).replace("''", "'");
    }

    private static int times(String sql) {
        Matcher series = SERIES.matcher(sql);
        return series.find() ? Integer.parseInt(series.group(1)) : 1;
    }
}
