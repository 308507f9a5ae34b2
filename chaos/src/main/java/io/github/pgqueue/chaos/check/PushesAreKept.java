package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.plan.JobSpec;
import io.github.pgqueue.chaos.plan.KeyRule;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every push that was acknowledged is in the table: nobody else's job under its number, and none missing. */
final class PushesAreKept implements Check {

    @Override
    public String promise() {
        return "what was acknowledged is there";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return evidence.pushes().stream()
                .flatMap(push -> push.acked().stream().flatMap(acked -> breaches(evidence, push, acked)));
    }

    private static Stream<String> breaches(Evidence evidence, Push push, Event.Acked acked) {
        List<JobSpec> jobs = push.spec().each();
        if (jobs.size() != acked.ids().size()) {
            return Stream.of(push.token() + " had " + jobs.size() + " jobs, and "
                    + acked.ids().size() + " ids");
        }
        return IntStream.range(0, jobs.size())
                .filter(i -> !isThere(evidence, jobs.get(i), acked.ids().get(i)))
                .mapToObj(i -> jobs.get(i).token() + " was acknowledged as job "
                        + acked.ids().get(i) + " at " + acked.at() + ", and is not there");
    }

    private static boolean isThere(Evidence evidence, JobSpec job, long id) {
        if (!evidence.rows().containsKey(id)) {
            return false;
        }
        JobSpec there = evidence.spec(id);
        // One that holds the key may be another's, or have been replaced by another.
        return job.rule() == KeyRule.NONE
                ? there.token().equals(job.token())
                : there.key().equals(job.key());
    }
}
