package io.github.pgqueue;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The policies that can be written down. Immutable. */
sealed interface StandardRetryPolicy extends RetryPolicy {

    /** As it stands in the table. */
    String text();

    static String format(RetryPolicy policy) {
        if (policy instanceof StandardRetryPolicy standard) {
            return standard.text();
        }
        throw new IllegalArgumentException("retryPolicy of a job must be exponential, fixed, delays or none, as a"
                + " function cannot be kept in the table; give it to the subscription: "
                + policy.getClass().getName());
    }

    static RetryPolicy parse(String text) {
        List<String> words = List.of(text.split(" ", -1));
        List<String> values = words.subList(1, words.size());
        try {
            if (words.get(0).equals("exponential") && values.size() == 3) {
                return new Exponential(
                        Duration.parse(values.get(0)), Duration.parse(values.get(1)), Integer.parseInt(values.get(2)));
            }
            if (words.get(0).equals("fixed") && values.size() == 2) {
                return new Fixed(Duration.parse(values.get(0)), Integer.parseInt(values.get(1)));
            }
            if (words.get(0).equals("delays")) {
                return new Listed(values.stream().map(Duration::parse).toList());
            }
            if (text.equals("none")) {
                return new None();
            }
        } catch (DateTimeParseException | NumberFormatException unreadable) {
            throw unreadable(text, unreadable);
        }
        throw unreadable(text, null);
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "retry policy must be 'exponential FIRST LONGEST ATTEMPTS', 'fixed DELAY ATTEMPTS',"
                        + " 'delays DELAY...' or 'none', with times such as PT1M30S: '" + text + "'",
                cause);
    }

    private static Duration check(String setting, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    setting + " must be from " + least + " to " + LONGEST_DELAY + ": " + value);
        }
        return value;
    }

    private static void checkAttempts(int attempts) {
        if (attempts < 1 || attempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("attempts must be from 1 to " + MAX_ATTEMPTS + ": " + attempts);
        }
    }

    /** Doubles. */
    record Exponential(Duration first, Duration longest, int attempts) implements StandardRetryPolicy {

        private static final int MOST_DOUBLINGS = 62;

        public Exponential {
            check("first", first, Duration.ofMillis(1));
            check("longest", longest, first);
            checkAttempts(attempts);
        }

        @Override
        public Optional<Duration> delayAfter(int attempt, Throwable cause) {
            if (attempt >= attempts) {
                return Optional.empty();
            }
            long half = bound(Math.max(1, attempt)) / 2;
            return Optional.of(
                    Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1)));
        }

        /** In milliseconds. */
        private long bound(int attempt) {
            long doubled = first.toMillis();
            for (int i = 1; i < Math.min(attempt, MOST_DOUBLINGS) && doubled < longest.toMillis(); i++) {
                doubled *= 2;
            }
            return Math.min(doubled, longest.toMillis());
        }

        @Override
        public String text() {
            return "exponential " + first + " " + longest + " " + attempts;
        }
    }

    /** Always the same. */
    record Fixed(Duration delay, int attempts) implements StandardRetryPolicy {

        public Fixed {
            check("delay", delay, Duration.ZERO);
            checkAttempts(attempts);
        }

        @Override
        public Optional<Duration> delayAfter(int attempt, Throwable cause) {
            return attempt >= attempts ? Optional.empty() : Optional.of(delay);
        }

        @Override
        public String text() {
            return "fixed " + delay + " " + attempts;
        }
    }

    /** As listed. */
    record Listed(List<Duration> all) implements StandardRetryPolicy {

        private static final int MOST = 100;

        public Listed {
            all = List.copyOf(all);
            if (all.isEmpty() || all.size() > MOST) {
                throw new IllegalArgumentException("delays must be from 1 to " + MOST + ": " + all.size());
            }
            all.forEach(delay -> check("delay", delay, Duration.ZERO));
        }

        @Override
        public Optional<Duration> delayAfter(int attempt, Throwable cause) {
            return attempt > all.size() ? Optional.empty() : Optional.of(all.get(Math.max(1, attempt) - 1));
        }

        @Override
        public String text() {
            return "delays " + all.stream().map(Duration::toString).collect(Collectors.joining(" "));
        }
    }

    /** Never. */
    record None() implements StandardRetryPolicy {

        @Override
        public Optional<Duration> delayAfter(int attempt, Throwable cause) {
            return Optional.empty();
        }

        @Override
        public String text() {
            return "none";
        }
    }
}
