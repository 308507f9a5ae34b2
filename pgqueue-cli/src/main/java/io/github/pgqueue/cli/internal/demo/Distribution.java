package io.github.pgqueue.cli.internal.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Histograms as text, side by side: a line a range of times, a column a backend. */
final class Distribution {

    /** Upper bounds in microseconds, each twice the one before; what is slower has the last line. */
    private static final long[] BOUNDS = {250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000};

    private static final int WIDTH = 24;

    private Distribution() {}

    static List<String> lines(List<Findings> all) {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("          ms");
        all.forEach(findings -> head.append("  ").append(pad(findings.backend())));
        lines.add(head.toString().stripTrailing());
        for (int range = 0; range <= BOUNDS.length; range++) {
            lines.add(line(range, all));
        }
        return lines;
    }

    private static String line(int range, List<Findings> all) {
        StringBuilder line = new StringBuilder(label(range));
        for (Findings findings : all) {
            Histogram times = findings.latency();
            long count = count(times, range);
            int length = (int) Math.ceil(count * (double) (WIDTH - 5) / times.getTotalCount());
            line.append("  ").append(pad(count == 0 ? "" : "#".repeat(length) + " " + count));
        }
        return line.toString().stripTrailing();
    }

    private static String label(int range) {
        boolean last = range == BOUNDS.length;
        double bound = BOUNDS[last ? range - 1 : range] / 1_000.0;
        return String.format(Locale.ROOT, "%s %5s", last ? "above" : "up to", trim(bound))
                .indent(1)
                .stripTrailing();
    }

    private static String trim(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static long count(Histogram times, int range) {
        long from = range == 0 ? 0 : BOUNDS[range - 1] * 1_000 + 1;
        long to = range == BOUNDS.length ? Long.MAX_VALUE : BOUNDS[range] * 1_000;
        return times.getCountBetweenValues(from, Math.min(to, Math.max(from, times.getMaxValue())));
    }

    private static String pad(String text) {
        return String.format(Locale.ROOT, "%-" + WIDTH + "s", text);
    }
}
