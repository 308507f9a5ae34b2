package io.github.pgqueue.chaos.check;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.Death;
import io.github.pgqueue.chaos.history.Event.How;
import io.github.pgqueue.chaos.history.Event.What;
import io.github.pgqueue.chaos.history.History;
import io.github.pgqueue.chaos.plan.FaultKind;
import io.github.pgqueue.chaos.plan.JobKind;
import io.github.pgqueue.chaos.plan.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells histories, in milliseconds from a beginning; whatever is not told is as it should be. */
final class Story {

    static final Duration LEASE = Duration.ofSeconds(2);

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final String BOOKS = Event.Settings.PROCESS;

    private final Map<String, List<Event>> histories = new TreeMap<>();

    Story() {
        write(BOOKS, new Event.Settings(1, LEASE, Duration.ZERO, 18));
    }

    static Instant at(long millis) {
        return BEGIN.plusMillis(millis);
    }

    Story write(String process, Event event) {
        histories.computeIfAbsent(process, name -> new ArrayList<>()).add(event);
        return this;
    }

    /** A job of this kind, with its number as its token, that was pushed at the beginning. */
    Story pushed(long id, JobKind kind) {
        return pushed(id, JobSpec.of("job " + id, kind));
    }

    Story pushed(long id, JobSpec spec) {
        return intended(spec).acked(spec, false, id);
    }

    Story intended(JobSpec spec) {
        return write("pusher-1.1", new Event.Intended(at(0), spec.token(), spec.format()));
    }

    Story acked(JobSpec spec, boolean wasThere, Long... ids) {
        return write("pusher-1.1", new Event.Acked(at(1), spec.token(), List.of(ids), wasThere));
    }

    Story refused(JobSpec spec, boolean never) {
        return write("pusher-1.1", new Event.NotAcked(at(1), spec.token(), never, "told so"));
    }

    Story row(long id, JobKind kind, JobState state, int attempt) {
        return row(id, JobSpec.of("job " + id, kind), state, attempt, 0, 60_000);
    }

    Story row(long id, JobSpec spec, JobState state, int attempt, long created, long updated) {
        return row(id, spec, state, attempt, created, updated, false);
    }

    Story row(long id, JobSpec spec, JobState state, int attempt, long created, long updated, boolean cancelled) {
        return write(
                "tables",
                new Event.Row(
                        id,
                        spec.kind().queue(),
                        state,
                        attempt,
                        spec.kind() == JobKind.SNOOZING ? 1 : 0,
                        at(created),
                        at(updated),
                        cancelled,
                        spec.format()));
    }

    Story started(String process, long id, JobKind kind, int attempt, long at) {
        return started(process, id, kind, attempt, at, 0, 0);
    }

    Story started(String process, long id, JobKind kind, int attempt, long at, int priority, long due) {
        return write(
                process, new Event.Started(at(at), kind.queue(), id, attempt, at(due), at(0), priority, "job " + id));
    }

    Story ended(String process, long id, int attempt, How how, long at) {
        return write(process, new Event.Ended(at(at), id, attempt, how, ""));
    }

    /** Started and ended. */
    Story ran(String process, long id, JobKind kind, int attempt, How how, long from, long until) {
        return started(process, id, kind, attempt, from).ended(process, id, attempt, how, until);
    }

    Story told(String process, What what, long id, int attempt, long at) {
        return write(process, new Event.Told(at(at), what, id, attempt, ""));
    }

    Story lostLease(String process, long at) {
        return told(process, What.LEASE_LOST, 0, 0, at);
    }

    Story paused(String process, long from, long until) {
        return write(process, new Event.Paused(at(from), at(until)));
    }

    Story died(String process, Death death, int status, long at) {
        return write(BOOKS, new Event.Died(at(at), process, death, status));
    }

    Story fault(FaultKind kind, String target, long from, long until) {
        return write(BOOKS, new Event.Fault(at(from), at(until), kind, target, ""));
    }

    Story calm(long at) {
        return write(BOOKS, new Event.Calm(at(at)));
    }

    Story nodeLost(long id, int attempt, String process, long at) {
        return write(
                "tables", new Event.Kept(id, attempt, at(at), process + "-123-abc", NodeLostException.class.getName()));
    }

    Story effect(long id, int attempt) {
        return write("tables", new Event.Effect(id, attempt));
    }

    Story booked(String token) {
        return write("tables", new Event.Booking(token));
    }

    Story cancelled(long id, CancelResult result, long at) {
        return write("pusher-1.1", new Event.CancelAnswered(at(at), at(at), id, result));
    }

    Evidence evidence() {
        return Evidence.of(histories.entrySet().stream()
                .map(entry -> new History(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** What a check says of it. */
    List<String> breaches(Check check) {
        Stream<String> breaches = check.breaches(evidence());
        return breaches.toList();
    }
}
