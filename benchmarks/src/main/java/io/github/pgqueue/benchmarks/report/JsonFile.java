package io.github.pgqueue.benchmarks.report;

import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.result.Spread;
import io.github.pgqueue.benchmarks.scenario.Entry;
import io.github.pgqueue.benchmarks.scenario.Ratio;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One flat object of numbers: the ratios by their names, then each entry's median as {@code median_of_...}. */
public final class JsonFile {

    private final Map<String, Double> numbers = new LinkedHashMap<>();

    /**
     * Takes what there is; what was not measured is left out.
     *
     * @param scenarios what was run
     * @param results what was found
     */
    public JsonFile(List<Scenario> scenarios, Results results) {
        for (Scenario scenario : scenarios) {
            for (Ratio ratio : scenario.ratios()) {
                ratio.in(scenario.name(), results).ifPresent(found -> put(ratio.name(), found));
            }
        }
        for (Scenario scenario : scenarios) {
            for (Entry entry : scenario.entries()) {
                results.value(scenario.name(), entry.name()).ifPresent(found -> put(name(scenario, entry), found));
            }
        }
    }

    private void put(String name, Spread found) {
        // There is no word for infinity in JSON.
        if (Double.isFinite(found.median())) {
            numbers.put(name, found.median());
        }
    }

    private static String name(Scenario scenario, Entry entry) {
        return "median_of_"
                + (scenario.name() + "_" + entry.name())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_");
    }

    /** As it is written. */
    String text() {
        return numbers.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "  \"%s\": %.4f", each.getKey(), each.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    /**
     * Writes it.
     *
     * @param file in a folder that exists
     * @throws IOException if that cannot be
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, text());
    }
}
