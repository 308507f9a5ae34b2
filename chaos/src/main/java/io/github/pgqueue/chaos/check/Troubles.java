package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.plan.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** When there was something that excuses what is otherwise promised: faults, and a machine that was too slow. */
final class Troubles {

    /** For so long after a fault its victims look for their connections again. */
    static final Duration AFTERMATH = Duration.ofSeconds(5);

    /** The process stood still for longer than happens all the time. */
    static final Duration STANDSTILL = Duration.ofMillis(300);

    private final Evidence evidence;
    private final List<Span> general;

    Troubles(Evidence evidence) {
        this.evidence = evidence;
        Stream<Span> faults = evidence.all(Event.Fault.class)
                .filter(fault -> !fault.kind().isAgainstOne() && fault.kind() != FaultKind.OLD_SNAPSHOT)
                .map(fault -> new Span(fault.from(), fault.until()));
        Stream<Span> slow = evidence.all(Event.Slow.class).map(one -> new Span(one.from(), one.until()));
        // Where the process that only watches has no time, nobody has.
        Stream<Span> busy = evidence.life(Event.Settings.PROCESS).pauses(STANDSTILL).stream();
        this.general = Stream.of(faults, slow, busy)
                .flatMap(spans -> spans)
                .map(span -> span.stretched(Duration.ZERO, AFTERMATH))
                .toList();
    }

    /** Whether the server, its connections or its table were in trouble in that time or shortly before. */
    boolean general(Span span) {
        return general.stream().anyMatch(span::overlaps);
    }

    /**
     * Whether one process was in trouble of its own in that time or shortly before. One that has just been
     * started has so much to load that its first beats may be late.
     */
    boolean of(String process, Span span) {
        Life life = evidence.life(process);
        return life.pausedIn(span.stretched(AFTERMATH, Duration.ZERO), STANDSTILL)
                || life.isBornIn(span.stretched(AFTERMATH, Duration.ZERO))
                || evidence.all(Event.Fault.class)
                        .filter(fault -> fault.target().split(" ", -1)[0].equals(process))
                        .map(fault -> new Span(fault.from(), fault.until()).stretched(Duration.ZERO, AFTERMATH))
                        .anyMatch(span::overlaps);
    }

    boolean any(String process, Span span) {
        return general(span) || of(process, span);
    }
}
