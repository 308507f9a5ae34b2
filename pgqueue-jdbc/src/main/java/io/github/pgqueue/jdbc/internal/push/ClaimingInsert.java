package io.github.pgqueue.jdbc.internal.push;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.jdbc.internal.row.ClaimedRow;
import io.github.pgqueue.jdbc.internal.schema.Hush;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.SizedText;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds plain jobs, some of which are claimed with it, by one statement, through JDBC alone. Thread-safe. */
final class ClaimingInsert {

    private static final int PAYLOADS = 1;
    private static final int NODE = 2;
    private static final int QUEUES = 3;
    private static final int SLICES = 4;
    private static final int PRIORITIES = 5;
    private static final int QUEUE_NAMES = 6;
    private static final int CLAIMS = 7;

    private static final int FIRST = 1;
    private static final int CLAIM = 12;

    private final SizedText many;

    ClaimingInsert(Statements statements, PlanSize size) {
        many = new SizedText(size, statements.fill(Hush.ofPlain(InsertSql.MANY_CLAIMED, true, true)));
    }

    /**
     * What was added.
     *
     * @param ids the numbers, in the order of the jobs
     * @param claimed what was claimed, by the claim's number
     */
    record Rows(List<Long> ids, Map<Long, List<ClaimedJob>> claimed) {

        /** In the order in which they are to run. */
        List<ClaimedJob> claimedBy(Push push) {
            Exchange claim = push.claim();
            return claim == null
                    ? List.of()
                    : claimed.getOrDefault(claim.claim(), List.of()).stream()
                            .sorted(ClaimedRow.ORDER)
                            .toList();
        }
    }

    /**
     * Adds the jobs of these.
     *
     * @param group claims of at most one node among them
     */
    Rows insert(Connection connection, List<Push> group) throws SQLException {
        List<NewJob> jobs = new ArrayList<>();
        List<String> queueNames = new ArrayList<>();
        List<@Nullable Long> numbers = new ArrayList<>();
        Map<Long, Exchange> claims = new HashMap<>();
        String node = "";
        for (Push push : group) {
            Exchange claim = push.claim();
            Long number = null;
            if (claim != null) {
                number = claim.claim();
                node = claim.node();
                claims.put(number, claim);
            }
            for (NewJob job : push.jobs()) {
                jobs.add(job);
                queueNames.add(push.queueName());
                numbers.add(number);
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(many.get())) {
            Slices slices = Slices.of(jobs);
            statement.setBytes(PAYLOADS, slices.whole());
            statement.setString(NODE, node);
            statement.setObject(QUEUES, queueNames.stream().distinct().toArray(String[]::new));
            statement.setObject(SLICES, slices.places());
            statement.setObject(
                    PRIORITIES, jobs.stream().map(job -> (short) job.priority()).toArray(Short[]::new));
            statement.setObject(QUEUE_NAMES, queueNames.toArray(String[]::new));
            statement.setObject(CLAIMS, numbers.toArray(Long[]::new));
            return rows(statement, claims);
        }
    }

    /** Numbers are drawn in the order of the jobs; they come back in whatever order. */
    private static Rows rows(PreparedStatement statement, Map<Long, Exchange> claims) throws SQLException {
        List<Long> ids = new ArrayList<>();
        Map<Long, List<ClaimedJob>> claimed = new HashMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(FIRST));
                long number = row.getLong(CLAIM);
                if (!row.wasNull()) {
                    Exchange claim = Objects.requireNonNull(claims.get(number), "claim");
                    claimed.computeIfAbsent(number, none -> new ArrayList<>()).add(ClaimedRow.read(row, FIRST, claim));
                }
            }
        }
        Collections.sort(ids);
        return new Rows(ids, claimed);
    }
}
