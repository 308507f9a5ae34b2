package io.github.pgqueue.chaos.times;

import io.github.pgqueue.chaos.fault.FaultCase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The figures as a document. */
final class FaultReport {

    private final Map<Trial, FaultFigures> figures;
    private final List<String> backends;
    private final List<String> lines = new ArrayList<>();

    private FaultReport(Map<Trial, FaultFigures> figures) {
        this.figures = figures;
        this.backends = figures.keySet().stream().map(Trial::backend).distinct().toList();
    }

    static String of(Map<Trial, FaultFigures> figures, TestDatabases server, int rounds) {
        FaultReport report = new FaultReport(figures);
        report.head(server, rounds);
        report.table();
        report.words();
        report.failures();
        return String.join("\n", report.lines) + "\n";
    }

    private void head(TestDatabases server, int rounds) {
        say("# How long faults last");
        say("");
        say("Written by `chaos.jar faults`, see [README.md](README.md). " + Conditions.text(server)
                + "; all on one machine. All settings have their defaults. " + rounds
                + " rounds of each, which strike at"
                + " evenly spread points of a proof interval, and many nodes beside each other.");
        say("");
        say("In seconds, median / worst. *Noticed*: from the strike until the node does not count on rings any more."
                + " *Next job*: from the strike until a job begins that somebody else pushed as soon as the server let"
                + " them. *Proven*: from the fault's end until the node is rung again, and knows it. What does not last is"
                + " over as it strikes.");
        say("");
    }

    private void say(String line) {
        lines.add(line);
    }

    private void table() {
        row(headings());
        row(headings().stream().map(heading -> "---").toList());
        for (Map.Entry<String, Map<String, FaultFigures>> entry : byFault().entrySet()) {
            List<String> cells = new ArrayList<>(List.of(entry.getKey()));
            Map<String, FaultFigures> of = entry.getValue();
            cells.add(of.values().iterator().next().length());
            cells(cells, of, one -> one.figure(Times::noticed));
            cells(cells, of, one -> one.figure(Times::nextJob));
            cells(cells, of, one -> one.figure(Times::proven));
            row(cells);
        }
        say("");
    }

    private List<String> headings() {
        List<String> headings = new ArrayList<>(List.of("fault", "lasts"));
        for (String part : List.of("noticed", "next job", "proven")) {
            backends.forEach(backend -> headings.add(part + ", " + backend));
        }
        return headings;
    }

    private void cells(List<String> cells, Map<String, FaultFigures> of, Function<FaultFigures, String> cell) {
        of.values().forEach(one -> cells.add(cell.apply(one)));
    }

    private void row(List<String> cells) {
        say("| " + String.join(" | ", cells) + " |");
    }

    private Map<String, Map<String, FaultFigures>> byFault() {
        Map<String, Map<String, FaultFigures>> all = new LinkedHashMap<>();
        figures.forEach((trial, one) ->
                all.computeIfAbsent(title(trial), same -> new LinkedHashMap<>()).put(trial.backend(), one));
        return all;
    }

    private static String title(Trial trial) {
        return trial.fault().needs().network()
                ? trial.fault() + " (" + trial.network() + ")"
                : trial.fault().name();
    }

    private void words() {
        say(
                "Where packets are dropped, *relay* is one in the program, which swallows them, so that what was sent meanwhile"
                        + " is never sent again; *iptables* are rules of the system's, after which TCP sends again what was not"
                        + " received.");
        say("");
        say(leases());
        say("");
        figures.keySet().stream()
                .map(Trial::fault)
                .filter(fault -> !fault.needs().encrypted())
                .distinct()
                .forEach(fault -> say("- **" + fault + "**: " + fault.what() + "."));
    }

    private String leases() {
        String text = "Where nothing but rings is hurt (" + names(trial -> true) + "), the node goes on with jobs";
        String lost = names(trial -> !figure(trial).isLeaseKept());
        return text + (lost.isEmpty() ? " and kept its lease in all rounds." : "; it lost its lease in: " + lost + ".");
    }

    private String names(Predicate<Trial> which) {
        return figures.keySet().stream()
                .filter(trial -> trial.fault().reach() == FaultCase.Reach.RINGS)
                .filter(which)
                .map(trial -> trial.fault().name())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private FaultFigures figure(Trial trial) {
        return Objects.requireNonNull(figures.get(trial));
    }

    private void failures() {
        List<String> failures = figures.values().stream()
                .flatMap(one -> one.failures().stream())
                .toList();
        if (!failures.isEmpty()) {
            say("");
            say("Failed trials:");
            say("");
            failures.forEach(failure -> say("- " + failure));
        }
    }
}
