package io.github.pgqueue.chaos.check;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.History;
import io.github.pgqueue.chaos.plan.JobSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All histories of a run, put together by job and by process. Immutable. */
public final class Evidence {

    private final List<History> histories;
    private final Event.Settings settings;
    private final Map<String, Life> lives;
    private final List<Push> pushes;
    private final Map<Long, Event.Row> rows;
    private final Map<Long, JobSpec> specs;
    private final Map<Long, List<Start>> starts;
    private final Map<Long, List<Event.Kept>> kept;
    private final Troubles troubles;

    private Evidence(List<History> histories) {
        this.histories = histories;
        this.settings = all(Event.Settings.class).findFirst().orElseThrow(() -> new IllegalStateException("no run"));
        this.lives = livesByName();
        this.pushes = Pushes.of(histories);
        this.rows = new TreeMap<>(all(Event.Row.class).collect(Collectors.toMap(Event.Row::id, Function.identity())));
        this.specs = rows.values().stream().collect(Collectors.toMap(Event.Row::id, row -> JobSpec.parse(row.spec())));
        this.starts = startsByJob();
        this.kept = all(Event.Kept.class).collect(Collectors.groupingBy(Event.Kept::id));
        this.troubles = new Troubles(this);
    }

    /**
     * Puts histories together.
     *
     * @param histories all of a run
     * @return the evidence
     * @throws IllegalStateException if they are not of a run
     */
    public static Evidence of(List<History> histories) {
        return new Evidence(List.copyOf(histories));
    }

    private Map<String, Life> livesByName() {
        Map<String, Event.Died> deaths = all(Event.Died.class)
                .collect(Collectors.toMap(Event.Died::process, Function.identity(), (first, second) -> first));
        return histories.stream()
                .collect(Collectors.toMap(
                        History::process,
                        history -> new Life(history, Optional.ofNullable(deaths.get(history.process())))));
    }

    private Map<Long, List<Start>> startsByJob() {
        Map<Long, List<Start>> all = new TreeMap<>();
        for (History history : histories) {
            Map<String, Event.Ended> ends = history.all(Event.Ended.class)
                    .collect(Collectors.toMap(
                            end -> end.id() + "/" + end.attempt(), Function.identity(), (first, second) -> first));
            history.all(Event.Started.class)
                    .map(begun -> new Start(
                            history.process(),
                            begun,
                            Optional.ofNullable(ends.get(begun.id() + "/" + begun.attempt()))))
                    .forEach(start -> all.computeIfAbsent(start.id(), id -> new ArrayList<>())
                            .add(start));
        }
        all.values()
                .forEach(list ->
                        list.sort(Comparator.comparingInt(Start::attempt).thenComparing(Start::at)));
        return all;
    }

    /** All events of a kind, from all histories. */
    <E extends Event> Stream<E> all(Class<E> type) {
        return histories.stream().flatMap(history -> history.all(type));
    }

    List<History> histories() {
        return histories;
    }

    Event.Settings settings() {
        return settings;
    }

    /** Of whoever has written a history. */
    Life life(String process) {
        return Optional.ofNullable(lives.get(process))
                .orElseGet(() -> new Life(new History(process, List.of()), Optional.empty()));
    }

    /** The process that a node in the table was: the engine puts its name before others. */
    Optional<Life> lifeOfNode(String node) {
        return lives.values().stream()
                .filter(life -> node.startsWith(life.history().process() + "-"))
                .findFirst();
    }

    List<Push> pushes() {
        return pushes;
    }

    Map<Long, Event.Row> rows() {
        return rows;
    }

    JobSpec spec(long id) {
        return Optional.ofNullable(specs.get(id)).orElseThrow(() -> new IllegalStateException("no job " + id));
    }

    /** By job; each job's in the order of its attempts. */
    Map<Long, List<Start>> starts() {
        return starts;
    }

    List<Start> starts(long id) {
        return starts.getOrDefault(id, List.of());
    }

    /** The failures that are kept with a job. */
    List<Event.Kept> kept(long id) {
        return kept.getOrDefault(id, List.of());
    }

    Troubles troubles() {
        return troubles;
    }

    /** When the last fault was over. */
    Instant calm() {
        return all(Event.Calm.class).map(Event.Calm::at).findFirst().orElse(Instant.MAX);
    }

    /** When the jobs that there were by then were done. */
    Instant drained() {
        return all(Event.Drained.class)
                .map(Event.Drained::at)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }
}
