package io.github.pgqueue.benchmarks.report;

import io.github.pgqueue.benchmarks.result.Figure;
import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.result.Spread;
import io.github.pgqueue.benchmarks.scenario.Entry;
import io.github.pgqueue.benchmarks.scenario.Ratio;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of the report. */
final class MarkdownTable {

    private MarkdownTable() {}

    /** All ratios, with their targets. */
    static String ratios(List<Scenario> scenarios, Results results) {
        List<List<String>> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (Ratio ratio : scenario.ratios()) {
                ratio.in(scenario.name(), results)
                        .ifPresent(found -> rows.add(List.of(
                                "`" + ratio.name() + "`",
                                scenario.title() + ": " + (ratio.figure() == null ? "" : ratio.figure() + ", ")
                                        + ratio.of() + " / " + ratio.to(),
                                found.toString(),
                                ratio.target() == null ? "" : ratio.target().toString(),
                                Ratios.limit(scenario, ratio, results),
                                Ratios.verdict(ratio, found))));
            }
        }
        return table(List.of("ratio", "of", "found", "target", "limit", ""), rows);
    }

    /** A scenario's figures, with what stands beside them. */
    static String figures(Scenario scenario, Results results) {
        Set<String> beside = new LinkedHashSet<>();
        scenario.entries()
                .forEach(entry -> beside.addAll(
                        results.beside(scenario.name(), entry.name()).keySet()));
        List<String> head = new ArrayList<>(List.of("", scenario.unit().toString()));
        head.addAll(beside);
        List<List<String>> rows = new ArrayList<>();
        for (Entry entry : scenario.entries()) {
            results.value(scenario.name(), entry.name()).ifPresent(value -> {
                List<String> row = new ArrayList<>(List.of(entry.name(), value.toString()));
                beside.forEach(name -> row.add(besideText(scenario, results, entry, name)));
                rows.add(row);
            });
        }
        return table(head, rows);
    }

    private static String besideText(Scenario scenario, Results results, Entry entry, String name) {
        Spread found = results.beside(scenario.name(), entry.name()).get(name);
        return found == null ? "" : Figure.text(found.median());
    }

    private static String table(List<String> head, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(row(head));
        text.append(row(Collections.nCopies(head.size(), "---")));
        rows.forEach(row -> text.append(row(row)));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
