package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import java.util.stream.Stream;

/** Once all faults are over, every job comes to an end, and everyone who awaits one hears of it. */
final class NothingIsLeft implements Check {

    @Override
    public String promise() {
        return "no job is left behind";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        Stream<String> jobs = evidence.rows().values().stream()
                .filter(row -> !row.state().isFinal())
                .map(row -> "job " + row.id() + " is " + row.state() + " in the end, attempt " + row.attempt() + ", "
                        + evidence.spec(row.id()).kind() + ", last changed at " + row.updatedAt() + "; "
                        + evidence.starts(row.id()));
        Stream<String> undrained = evidence.all(Event.Drained.class)
                .filter(drained -> drained.left() > 0)
                .map(drained -> drained.left() + " jobs were not finished at " + drained.at());
        Stream<String> waiting = evidence.all(Event.Waiting.class)
                .map(one -> one.who() + " still waited for the end of a job at " + one.at());
        return Stream.of(jobs, undrained, waiting).flatMap(breaches -> breaches);
    }
}
