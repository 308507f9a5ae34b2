package io.github.pgqueue.chaos.report;

import io.github.pgqueue.chaos.check.Checks;
import io.github.pgqueue.chaos.check.Evidence;
import io.github.pgqueue.chaos.check.Figures;
import io.github.pgqueue.chaos.check.Finding;
import io.github.pgqueue.chaos.text.Json;
import io.github.pgqueue.chaos.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Figures and findings of a run, for people and for programs.
 *
 * @param figures numbers, by name
 * @param findings what must not be
 */
public record Report(Map<String, Object> figures, List<Finding> findings) {

    /** So many of a kind are shown; the rest is counted. */
    private static final int MOST_SHOWN = 5;

    /**
     * Of a run.
     *
     * @param evidence its histories
     * @return the report
     */
    public static Report of(Evidence evidence) {
        return new Report(new Figures(evidence).all(), Checks.check(evidence));
    }

    /**
     * Whether all is well.
     *
     * @return {@code true} if there are no findings
     */
    public boolean isGood() {
        return findings.isEmpty();
    }

    /**
     * For people.
     *
     * @return lines
     */
    public List<String> lines() {
        TextTable table = new TextTable();
        figures.forEach((name, value) -> {
            if (value instanceof Map<?, ?> group) {
                long sum = group.values().stream()
                        .mapToLong(one -> ((Number) one).longValue())
                        .sum();
                table.add(name, name.equals("wait") ? "ms" : sum);
                group.forEach((part, number) -> table.add("  " + part, number));
            } else {
                table.add(name, value);
            }
        });
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.addAll(verdict());
        return lines;
    }

    private List<String> verdict() {
        Map<String, List<Finding>> byCheck = findings.stream()
                .collect(Collectors.groupingBy(Finding::check, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        for (String promise : Checks.promises()) {
            List<Finding> broken = byCheck.getOrDefault(promise, List.of());
            lines.add((broken.isEmpty() ? "  kept    " : "  BROKEN  ")
                    + promise
                    + (broken.isEmpty() ? "" : ": " + broken.size() + " times"));
            broken.stream().limit(MOST_SHOWN).forEach(finding -> lines.add("            " + finding.text()));
        }
        return lines;
    }

    /**
     * For programs.
     *
     * @return a JSON object
     */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>(figures);
        all.put("findings", findings.stream().map(Finding::toString).toList());
        return Json.format(all);
    }
}
