package io.github.pgqueue.checks.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.JobState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** What somebody writes by hand is refused by a rule that has a name, or costs nobody else anything. */
abstract class RowsByHand {

    private static final String NAMES_THE_RULE =
            "(?s).*(constraint \"jobs_\\w+\"|column \"\\w+\"|out of range|stack depth limit).*";

    private HostileTable table;

    abstract String backend();

    @BeforeProperty
    void open() throws SQLException {
        table = new HostileTable(backend());
    }

    @AfterProperty
    void close() throws SQLException {
        table.close();
    }

    @Provide
    static Arbitrary<List<Map<String, String>>> tables() {
        return HostileRows.rows().list().ofSize(40);
    }

    @Provide
    static Arbitrary<Map<String, String>> changes() {
        return HostileRows.rows().map(RowsByHand::ofAJobThatRuns);
    }

    private static Map<String, String> ofAJobThatRuns(Map<String, String> row) {
        return row.entrySet().stream()
                .filter(column -> !column.getKey().equals("id"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    @Label("no inserted row keeps good jobs from being done")
    void inserted(@ForAll("tables") List<Map<String, String>> rows) throws Exception {
        rows.forEach(row -> table.insert(row).ifPresent(refused -> assertNamesTheRule(row, refused)));

        look();
        table.doAGoodJob();
        table.loseANode();
        table.awaitIdle();
        operate(look());
        table.doAGoodJob();
        table.loseANode();
        table.awaitIdle();
        table.clear();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    @Label("no change to a row whose job runs keeps good jobs from being done")
    void changed(@ForAll("changes") Map<String, String> change) throws Exception {
        long id = table.hold();
        if (!change.isEmpty()) {
            table.update(id, change).ifPresent(refused -> assertNamesTheRule(change, refused));
        }
        table.release();

        table.doAGoodJob();
        // The job itself may stay where it was put: an end counts for the attempt and claim that were begun.
        table.clear();
    }

    private static void assertNamesTheRule(Map<String, String> row, SQLException refused) {
        assertThat(refused.getMessage()).as(row.toString()).matches(NAMES_THE_RULE);
    }

    /** What an operator sees. */
    private List<Long> look() throws Exception {
        table.queues().stats();
        table.queues().prunable();
        List<Long> ids = new ArrayList<>();
        for (JobState state : JobState.values()) {
            list(state, ids);
            for (BulkAction action : BulkAction.values()) {
                table.queue().preview(action, JobFilter.in(state));
            }
        }
        ids.forEach(table.queue()::find);
        return ids;
    }

    private void list(JobState state, List<Long> ids) throws Exception {
        Optional<String> from = Optional.empty();
        do {
            JobPage page = table.queue().jobs(JobFilter.in(state), 7, from);
            page.jobs().forEach(job -> ids.add(job.id()));
            if (state.isFinal() && !page.jobs().isEmpty()) {
                table.queue().await(page.jobs().get(0).id()).get(30, TimeUnit.SECONDS);
            }
            from = page.next();
        } while (from.isPresent());
    }

    /** What an operator does. */
    private void operate(List<Long> ids) {
        for (long id : ids) {
            switch ((int) Math.floorMod(id, 3L)) {
                case 0 -> table.queue().cancel(id);
                case 1 -> table.queue().retry(id);
                default -> table.queue().discard(id);
            }
        }
        table.queue().apply(BulkAction.CANCEL, JobFilter.in(JobState.NEW));
        table.queue().apply(BulkAction.RETRY, JobFilter.in(JobState.ERROR));
        table.queue().apply(BulkAction.DISCARD, JobFilter.in(JobState.CANCELLED));
        table.queues().prune();
    }
}
