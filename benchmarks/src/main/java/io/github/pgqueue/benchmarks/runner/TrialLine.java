package io.github.pgqueue.benchmarks.runner;

import io.github.pgqueue.benchmarks.result.Sample;
import io.github.pgqueue.benchmarks.result.Trial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How a fork tells of a trial: a line of fields between tabs. */
final class TrialLine {

    private static final String FOUND = "@found";
    private static final String FAILED = "@failed";

    private TrialLine() {}

    static String of(Trial trial) {
        StringBuilder line = new StringBuilder(FOUND)
                .append('\t')
                .append(trial.scenario())
                .append('\t')
                .append(trial.entry())
                .append('\t')
                .append(trial.round())
                .append('\t')
                .append(trial.sample().value());
        trial.sample()
                .beside()
                .forEach((name, value) ->
                        line.append('\t').append(name).append('=').append(value));
        return line.toString();
    }

    static String ofFailure(String what) {
        return FAILED + '\t' + what.replaceAll("\\s+", " ");
    }

    /** The trial, if the line tells of one. */
    static Optional<Trial> trial(String line) {
        String[] fields = line.split("\t");
        if (!fields[0].equals(FOUND)) {
            return Optional.empty();
        }
        Map<String, Double> beside = new LinkedHashMap<>();
        for (int field = 5; field < fields.length; field++) {
            int equals = fields[field].lastIndexOf('=');
            beside.put(fields[field].substring(0, equals), Double.valueOf(fields[field].substring(equals + 1)));
        }
        return Optional.of(new Trial(
                fields[1], fields[2], Integer.parseInt(fields[3]), new Sample(Double.parseDouble(fields[4]), beside)));
    }

    /** What failed, if the line tells of that. */
    static Optional<String> failure(String line) {
        return line.startsWith(FAILED + '\t') ? Optional.of(line.substring(FAILED.length() + 1)) : Optional.empty();
    }
}
