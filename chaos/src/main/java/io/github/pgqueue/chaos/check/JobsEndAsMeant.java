package io.github.pgqueue.chaos.check;

import io.github.pgqueue.JobState;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.How;
import io.github.pgqueue.chaos.plan.JobSpec;
import java.util.List;
import java.util.stream.Stream;

/** Every job has the one end that it was made for, and the attempt that brought it about. */
final class JobsEndAsMeant implements Check {

    @Override
    public String promise() {
        return "every job is done once, as it was meant to be";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.rows().values().stream()
                .filter(row -> row.state().isFinal())
                .flatMap(row -> breaches(evidence, row)
                        .map(text -> "job " + row.id() + ", "
                                + evidence.spec(row.id()).kind() + ", is " + row.state()
                                + " by attempt " + row.attempt() + ": " + text + "; "
                                + evidence.starts(row.id()) + "; " + evidence.kept(row.id())));
    }

    private static Stream<String> breaches(Evidence evidence, Event.Row row) {
        List<Start> starts = evidence.starts(row.id());
        JobSpec spec = evidence.spec(row.id());
        Stream<String> wrong = when(
                !spec.kind().ends().contains(row.state()),
                "it should be " + spec.kind().ends());
        Stream<String> after = starts.stream()
                .filter(start -> start.attempt() > row.attempt())
                .map(start -> "it was started once more");
        Stream<String> unearned = when(
                row.state() == JobState.SUCCESS && starts.stream().noneMatch(start -> earns(start, row)),
                "no handler of this attempt has returned");
        return Stream.of(wrong, after, unearned, attempts(spec, row, starts)).flatMap(breaches -> breaches);
    }

    private static boolean earns(Start start, Event.Row row) {
        return start.attempt() == row.attempt() && start.endedBy(How.RETURNED);
    }

    /** A loss counts as an attempt, also where it is the last; closing hands a job back all the same. */
    private static Stream<String> attempts(JobSpec spec, Event.Row row, List<Start> starts) {
        int counted = row.attempt() - row.excused();
        return spec.kind().attempts().stream().flatMap(meant -> {
            long lost = row.attempt()
                    - starts.stream().filter(start -> start.endedBy(How.THREW)).count();
            return when(
                    row.state() == JobState.ERROR && (counted < meant || counted > meant + lost),
                    "it has " + meant + " attempts, and " + counted + " were counted, of which " + lost + " lost");
        });
    }

    private static Stream<String> when(boolean broken, String text) {
        return broken ? Stream.of(text) : Stream.empty();
    }
}
