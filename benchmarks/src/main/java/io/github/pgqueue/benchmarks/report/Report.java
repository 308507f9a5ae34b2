package io.github.pgqueue.benchmarks.report;

import io.github.pgqueue.benchmarks.contender.Contender;
import io.github.pgqueue.benchmarks.contender.Contenders;
import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.scenario.Entry;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** RESULTS.md and its charts. Every figure in it was found by this run. */
public final class Report {

    private static final String CHARTS = "charts";
    private static final String RAW = "raw";

    private static final String HEAD = """
            # Results

            Written by `./pgqueue bench`; do not edit. What is measured and how, and what to mistrust, stands in the
            benchmarks' README.md.

            ```
            %s%s
            ```

            %s

            Figures are medians of the rounds, with the lowest and the highest. A ratio is computed within each round, in
            which all meet the same noise; differences under a quarter are no finding. Where a limit stands beside a target,
            it is what the same ratio would be if all that is ours cost nothing: bare statements in pgqueue's place, in the
            same rounds. What each limit means, and what would move it, is told with its scenario.

            """;

    private final List<Scenario> scenarios;
    private final Results results;
    private final String conditions;
    private final String load;
    private final Map<String, String> settings;

    /**
     * Shows what was measured of these.
     *
     * @param scenarios what was run
     * @param results what was found
     * @param conditions machine, versions and server, a line each
     * @param load of the machine
     * @param settings what an embedded server was given; empty for another one
     */
    public Report(
            List<Scenario> scenarios, Results results, String conditions, String load, Map<String, String> settings) {
        this.scenarios = scenarios.stream()
                .filter(scenario -> scenario.entries().stream()
                        .anyMatch(entry ->
                                results.value(scenario.name(), entry.name()).isPresent()))
                .toList();
        this.results = results;
        this.conditions = conditions;
        this.load = load;
        this.settings = settings;
    }

    /**
     * Writes it.
     *
     * @param folder is made if it is missing
     * @return the file
     * @throws IOException if that cannot be
     */
    public Path write(Path folder) throws IOException {
        Path charts = Files.createDirectories(folder.resolve(CHARTS));
        for (Scenario scenario : scenarios) {
            new Charts(results).write(scenario, charts.resolve(scenario.name() + ".svg"));
        }
        return Files.writeString(folder.resolve("RESULTS.md"), text());
    }

    String text() {
        StringBuilder text = new StringBuilder(HEAD.formatted(conditions, load, settingsText()));
        text.append(MarkdownTable.ratios(scenarios, results));
        scenarios.forEach(scenario -> text.append(section(scenario)));
        return text.append(contenders()).append(failures()).toString();
    }

    private String settingsText() {
        if (settings.isEmpty()) {
            return "The server is one that was named; its own settings are not known beyond those above.";
        }
        return "The server is embedded. Besides PostgreSQL's own defaults it has: "
                + settings.entrySet().stream()
                        .map(setting -> "`" + setting.getKey() + " = " + setting.getValue() + "`")
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private String section(Scenario scenario) {
        return "\n## " + scenario.title() + "\n\n" + scenario.meaning() + "\n\nSize: "
                + scenario.sizes() + ". Rounds: " + results.rounds(scenario.name()) + ".\n\n![" + scenario.title()
                + "](" + CHARTS + "/"
                + scenario.name() + ".svg)\n\n" + MarkdownTable.figures(scenario, results);
    }

    private String contenders() {
        List<String> measured = scenarios.stream()
                .flatMap(scenario -> scenario.entries().stream())
                .map(Entry::name)
                .toList();
        StringBuilder text = new StringBuilder("\n## Who was measured, and how they were set\n\n");
        text.append("| name | version | settings |\n| --- | --- | --- |\n");
        for (Contender contender : Contenders.all()) {
            if (measured.stream().anyMatch(name -> isName(name, contender))) {
                text.append(
                        "| " + contender.name() + " | " + contender.version() + " | " + contender.settings() + " |\n");
            }
        }
        return text.toString();
    }

    /** Entries leave out of a name what their scenario says, and add what it varies. */
    private static boolean isName(String entry, Contender contender) {
        String name = entry.split(",")[0];
        return contender.name().equals(name)
                || name.startsWith(RAW) && contender.name().startsWith(RAW);
    }

    private String failures() {
        if (results.failures().isEmpty()) {
            return "";
        }
        return "\n## What could not be measured\n\n"
                + results.failures().stream()
                        .map(failure -> "- " + failure + "\n")
                        .collect(Collectors.joining());
    }
}
