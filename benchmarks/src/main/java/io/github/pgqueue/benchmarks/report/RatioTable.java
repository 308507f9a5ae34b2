package io.github.pgqueue.benchmarks.report;

import io.github.pgqueue.benchmarks.result.Figure;
import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.result.Spread;
import io.github.pgqueue.benchmarks.scenario.Ratio;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.util.List;
import java.util.Locale;

/** The ratios, a line each, for a terminal. */
public final class RatioTable {

    private static final String LINE = "%-46s  %-20s  %-8s  %-6s  %s%n";

    private final List<Scenario> scenarios;
    private final Results results;

    /**
     * Shows nothing yet.
     *
     * @param scenarios what was run
     * @param results what was found
     */
    public RatioTable(List<Scenario> scenarios, Results results) {
        this.scenarios = scenarios;
        this.results = results;
    }

    /** The median of the rounds, with the lowest and the highest. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(LINE, "ratio", "found", "target", "limit", ""));
        for (Scenario scenario : scenarios) {
            for (Ratio ratio : scenario.ratios()) {
                ratio.in(scenario.name(), results).ifPresent(found -> text.append(line(scenario, ratio, found)));
            }
        }
        return text.toString();
    }

    private String line(Scenario scenario, Ratio ratio, Spread found) {
        return String.format(
                Locale.ROOT,
                LINE,
                ratio.name(),
                found,
                ratio.target() == null ? "" : ratio.target(),
                Ratios.limit(scenario, ratio, results),
                Ratios.verdict(ratio, found) + "  " + values(scenario, ratio));
    }

    private String values(Scenario scenario, Ratio ratio) {
        return median(scenario, ratio, ratio.of()) + " / " + median(scenario, ratio, ratio.to()) + " "
                + scenario.unit();
    }

    private String median(Scenario scenario, Ratio ratio, String entry) {
        return ratio.side(scenario.name(), entry, results)
                .map(spread -> Figure.text(spread.median()))
                .orElse("?");
    }
}
