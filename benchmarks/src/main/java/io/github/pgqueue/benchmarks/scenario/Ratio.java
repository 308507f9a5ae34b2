package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.result.Spread;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two entries of a scenario that are compared.
 *
 * @param name as results call it
 * @param of whose figure
 * @param to whose figure it is divided by
 * @param figure which figure beside the main one, or null for that
 * @param target what it is to be, if anything
 * @param limit another ratio of the same scenario: what this one would be if what is ours cost nothing; null if it is
 *     not known
 */
public record Ratio(
        String name,
        String of,
        String to,
        @Nullable String figure,
        @Nullable Target target,
        @Nullable String limit) {

    /**
     * The same with a limit.
     *
     * @param name the other ratio's
     */
    Ratio limitedBy(String name) {
        return new Ratio(this.name, of, to, figure, target, name);
    }

    /**
     * What the rounds have found.
     *
     * @param scenario its name
     * @param results of the run
     */
    public Optional<Spread> in(String scenario, Results results) {
        return results.ratio(scenario, of, to, figure);
    }

    /**
     * One side of it, as the rounds have found it.
     *
     * @param scenario its name
     * @param entry {@link #of} or {@link #to}
     * @param results of the run
     */
    public Optional<Spread> side(String scenario, String entry, Results results) {
        return figure == null
                ? results.value(scenario, entry)
                : Optional.ofNullable(results.beside(scenario, entry).get(figure));
    }
}
