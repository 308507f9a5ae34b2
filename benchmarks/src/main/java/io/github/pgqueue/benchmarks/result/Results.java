package io.github.pgqueue.benchmarks.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that a run has found so far. Not thread-safe. */
public final class Results {

    private final List<Trial> trials = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** Nothing yet. */
    public Results() {}

    /**
     * Keeps what was found.
     *
     * @param trial of any scenario
     */
    public void add(Trial trial) {
        trials.add(trial);
    }

    /**
     * Keeps what went wrong.
     *
     * @param what in a line
     */
    public void addFailure(String what) {
        failures.add(what);
    }

    /** What went wrong, a line each. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * How many rounds were run of a scenario.
     *
     * @param scenario its name
     */
    public int rounds(String scenario) {
        return of(scenario).stream().mapToInt(Trial::round).max().orElse(0);
    }

    /**
     * The figure that is compared.
     *
     * @param scenario its name
     * @param entry of whom
     */
    public Optional<Spread> value(String scenario, String entry) {
        return spread(of(scenario, entry), Sample::value);
    }

    /**
     * The figures beside it, those that each round has found, in their order.
     *
     * @param scenario its name
     * @param entry of whom
     */
    public Map<String, Spread> beside(String scenario, String entry) {
        List<Trial> found = of(scenario, entry);
        Map<String, Spread> all = new LinkedHashMap<>();
        found.stream()
                .limit(1)
                .flatMap(first -> first.sample().beside().keySet().stream())
                .filter(name ->
                        found.stream().allMatch(trial -> trial.sample().beside().containsKey(name)))
                .forEach(name -> spread(found, sample -> sample.beside().getOrDefault(name, Double.NaN))
                        .ifPresent(spread -> all.put(name, spread)));
        return all;
    }

    /**
     * How many times the other's figure, computed round by round, since all of a round meet the same noise.
     *
     * @param scenario its name
     * @param of whose figure
     * @param to whose figure it is divided by
     * @param figure which figure beside the main one, or null for that
     */
    public Optional<Spread> ratio(String scenario, String of, String to, @Nullable String figure) {
        SortedMap<Integer, Double> base = byRound(scenario, to, figure);
        List<Double> ratios = byRound(scenario, of, figure).entrySet().stream()
                .filter(each -> base.containsKey(each.getKey()))
                .map(each -> each.getValue() / base.getOrDefault(each.getKey(), Double.NaN))
                .toList();
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
    }

    private SortedMap<Integer, Double> byRound(String scenario, String entry, @Nullable String figure) {
        SortedMap<Integer, Double> all = new TreeMap<>();
        for (Trial trial : of(scenario, entry)) {
            Double found = figure == null
                    ? (Double) trial.sample().value()
                    : trial.sample().beside().get(figure);
            if (found != null) {
                all.put(trial.round(), found);
            }
        }
        return all;
    }

    private static Optional<Spread> spread(List<Trial> found, Function<Sample, Double> figure) {
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Spread.of(found.stream().map(Trial::sample).map(figure).toList()));
    }

    private List<Trial> of(String scenario) {
        return trials.stream()
                .filter(trial -> trial.scenario().equals(scenario))
                .toList();
    }

    private List<Trial> of(String scenario, String entry) {
        return of(scenario).stream()
                .filter(trial -> trial.entry().equals(entry))
                .toList();
    }
}
