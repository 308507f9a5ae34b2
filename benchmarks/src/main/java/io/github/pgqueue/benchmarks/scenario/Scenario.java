package io.github.pgqueue.benchmarks.scenario;

import io.github.pgqueue.benchmarks.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is done by several, in turn, round for round.
 *
 * @param name on the command line and in results
 * @param title in the report
 * @param unit of its figures
 * @param meaning what its figures tell, and what not
 * @param sizes how much is done at this scale
 * @param mostRounds more would take too long
 * @param isPreparedOnce whether all its rounds are run by one process, which keeps what took long to prepare
 * @param entries who does it
 * @param ratios what is compared
 */
public record Scenario(
        String name,
        String title,
        Unit unit,
        String meaning,
        String sizes,
        int mostRounds,
        boolean isPreparedOnce,
        List<Entry> entries,
        List<Ratio> ratios) {

    /** Keeps copies. */
    public Scenario {
        entries = List.copyOf(entries);
        ratios = List.copyOf(ratios);
    }

    /** Whether anything is compared that the quick run tells. */
    boolean isMain() {
        return ratios.stream().anyMatch(ratio -> MainRatios.NAMES.contains(ratio.name()));
    }

    /**
     * The ratio that tells how far another one can come.
     *
     * @param ratio the other one
     */
    public Optional<Ratio> limit(Ratio ratio) {
        return ratios.stream().filter(each -> each.name().equals(ratio.limit())).findFirst();
    }

    /** Only the main ratios with their limits, and those that they are made of. */
    Scenario quick() {
        List<Ratio> main = ratios.stream().filter(this::isMainOrLimit).toList();
        List<Entry> needed = entries.stream()
                .filter(entry -> main.stream()
                        .anyMatch(ratio ->
                                ratio.of().equals(entry.name()) || ratio.to().equals(entry.name())))
                .toList();
        return new Scenario(name, title, unit, meaning, sizes, mostRounds, isPreparedOnce, needed, main);
    }

    private boolean isMainOrLimit(Ratio ratio) {
        return ratios.stream()
                .filter(each -> MainRatios.NAMES.contains(each.name()))
                .anyMatch(
                        main -> main.name().equals(ratio.name()) || ratio.name().equals(main.limit()));
    }

    static Builder named(String name, String title, Unit unit) {
        return new Builder(name, title, unit);
    }

    /** Puts one together. */
    static final class Builder {

        private final String name;
        private final String title;
        private final Unit unit;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Ratio> ratios = new ArrayList<>();
        private String meaning = "";
        private String sizes = "";
        private boolean preparedOnce;
        private int mostRounds = Integer.MAX_VALUE;

        private Builder(String name, String title, Unit unit) {
            this.name = name;
            this.title = title;
            this.unit = unit;
        }

        String name() {
            return name;
        }

        Builder meaning(String text) {
            meaning = text;
            return this;
        }

        /** As {@link String#format}. */
        Builder sizes(String text, Object... numbers) {
            sizes = String.format(Locale.ROOT, text, numbers);
            return this;
        }

        Builder preparedOnce() {
            preparedOnce = true;
            return this;
        }

        Builder mostRounds(int rounds) {
            mostRounds = rounds;
            return this;
        }

        Builder entry(String entry, Measurement measurement) {
            entries.add(new Entry(entry, measurement));
            return this;
        }

        Builder ratio(String ratio, String of, String to) {
            ratios.add(new Ratio(ratio, of, to, null, null, null));
            return this;
        }

        Builder ratio(String ratio, String of, String to, Target target) {
            ratios.add(new Ratio(ratio, of, to, null, target, null));
            return this;
        }

        Builder ratio(String ratio, String of, String to, String figure) {
            ratios.add(new Ratio(ratio, of, to, figure, null, null));
            return this;
        }

        Builder ratio(String ratio, String of, String to, String figure, Target target) {
            ratios.add(new Ratio(ratio, of, to, figure, target, null));
            return this;
        }

        /**
         * Tells how far the last ratio can come, by another one that is of the same figure.
         *
         * @param ratio the other's name
         */
        Builder limitedBy(String ratio, String of, String to) {
            int last = ratios.size() - 1;
            ratios.set(last, ratios.get(last).limitedBy(ratio));
            if (ratios.stream().noneMatch(each -> each.name().equals(ratio))) {
                ratios.add(new Ratio(ratio, of, to, ratios.get(last).figure(), null, null));
            }
            return this;
        }

        Scenario build() {
            return new Scenario(name, title, unit, meaning, sizes, mostRounds, preparedOnce, entries, ratios);
        }
    }
}
