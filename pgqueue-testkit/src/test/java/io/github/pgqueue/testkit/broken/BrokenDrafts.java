package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Handling;
import io.github.pgqueue.spi.QueueStore;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Mistakes in due times, and in what travels beside the payload. */
final class BrokenDrafts {

    static final List<Broken> ALL = List.of(
            inserting("S2.5", "times are cut to milliseconds", BrokenDrafts::cut),
            inserting("S2.5", "a delay is forgotten", Drafts::withoutDelay),
            inserting(
                    "S2.5",
                    "delays are cut to seconds",
                    job -> job.runAt().isPresent() ? job : job.withDelay(seconds(job.delay()))),
            claiming(
                    "S2.6",
                    "later claims have no headers",
                    job -> job.attempt() == 1 ? job : Claimed.with(job, Map.of())),
            claiming(
                    "S2.6",
                    "names of headers are told apart without their case",
                    job -> Claimed.with(job, lowered(job.headers()))),
            claiming("S2.6", "the time limit is forgotten", job -> withoutTimeLimit(job)));

    private BrokenDrafts() {}

    static BrokenStore inserting(String rule, String mistake, UnaryOperator<NewJob> change) {
        return BrokenStore.of(rule, mistake, store -> new BrokenInserts.OtherPayloads(store, change));
    }

    static BrokenStore claiming(String rule, String mistake, UnaryOperator<ClaimedJob> change) {
        return BrokenStore.of(rule, mistake, store -> claiming(store, change));
    }

    static QueueStore claiming(QueueStore store, UnaryOperator<ClaimedJob> change) {
        return ClaimStore.claiming(store, jobs -> jobs.stream().map(change).toList());
    }

    private static NewJob cut(NewJob job) {
        return job.runAt()
                .map(time -> job.withRunAt(time.truncatedTo(ChronoUnit.MILLIS)))
                .orElse(job);
    }

    private static Duration seconds(Duration delay) {
        return delay.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Map<String, String> lowered(Map<String, String> headers) {
        Map<String, String> lowered = new TreeMap<>();
        headers.forEach((name, value) -> lowered.put(name.toLowerCase(Locale.ROOT), value));
        return lowered;
    }

    static ClaimedJob withoutTimeLimit(ClaimedJob job) {
        Handling handling = job.handling();
        return Claimed.with(
                job, new Handling(handling.retryPolicy(), Optional.empty(), handling.excused(), handling.rescued()));
    }
}
