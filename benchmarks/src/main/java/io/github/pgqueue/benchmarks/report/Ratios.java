package io.github.pgqueue.benchmarks.report;

import io.github.pgqueue.benchmarks.result.Spread;
import io.github.pgqueue.benchmarks.scenario.Ratio;
import io.github.pgqueue.benchmarks.scenario.Target;

/** What all forms of the report say of a ratio. */
final class Ratios {

    private Ratios() {}

    static String verdict(Ratio ratio, Spread found) {
        Target target = ratio.target();
        if (target == null) {
            return "";
        }
        return target.isMet(found.median()) ? "met" : "missed";
    }
}
