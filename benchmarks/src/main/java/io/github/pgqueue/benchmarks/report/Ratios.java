package io.github.pgqueue.benchmarks.report;

import io.github.pgqueue.benchmarks.result.Figure;
import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.result.Spread;
import io.github.pgqueue.benchmarks.scenario.Ratio;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import io.github.pgqueue.benchmarks.scenario.Target;

/** What all forms of the report say of a ratio. */
final class Ratios {

    private Ratios() {}

    /** How far it could come, as the same rounds have found it; may be empty. */
    static String limit(Scenario scenario, Ratio ratio, Results results) {
        return scenario.limit(ratio)
                .flatMap(limit -> limit.in(scenario.name(), results))
                .map(found -> Figure.text(found.median()))
                .orElse("");
    }

    static String verdict(Ratio ratio, Spread found) {
        Target target = ratio.target();
        if (target == null) {
            return "";
        }
        return target.isMet(found.median()) ? "met" : "missed";
    }
}
