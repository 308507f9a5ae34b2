package io.github.pgqueue.spi;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A hint that something has happened in a queue: what a store sends on its channel and a listener passes on.
 * Immutable.
 *
 * <p>It is never the job, and nothing depends on its truth: who hears it looks into the table. As text
 * it is {@code id,due,queue}: the number of the job if it is a single one, the due time in milliseconds
 * since 1970 if it lies ahead, and the queue's name. Such as {@code 42,,mail} or
 * {@code ,1790000000000,mail}. Other kinds than {@link Kind#WORK} have a letter before: {@code c42,,mail},
 * {@code d42,,mail}, {@code t42,,mail}. A {@link Kind#PROOF} is about no job: it has the node's name in the queue's place and a number of
 * the node's own in the job's, such as {@code p7261,,host-17-a0}.
 *
 * @param kind what has happened
 * @param queueName the queue
 * @param jobId the job, if it is a single one
 * @param dueAt the due time, if it lies ahead, or may
 */
public record Ring(Kind kind, String queueName, OptionalLong jobId, Optional<Instant> dueAt) {

    private static final int DECIMAL = 10;

    private static final List<Kind> LETTERED = List.of(Kind.CANCEL, Kind.DONE, Kind.TAKEN, Kind.PROOF);

    /** What has happened. */
    public enum Kind {
        /** The queue has work, now or at the due time. */
        WORK(""),
        /** A job that runs is to end. */
        CANCEL("c"),
        /** A job that somebody awaits has ended. */
        DONE("d"),
        /**
         * A job that was rung for runs: who has not looked for it yet need not. If it is not true, that is as if the
         * job's own ring had been lost.
         */
        TAKEN("t"),
        /** A node rings itself, to see whether rings arrive. */
        PROOF("p");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }
    }

    /**
     * No part may be missing.
     *
     * @param kind what has happened
     * @param queueName the queue
     * @param jobId the job, if it is a single one
     * @param dueAt the due time, if it lies ahead
     */
    public Ring {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(queueName, "queueName");
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(dueAt, "dueAt");
    }

    /**
     * The ring for work.
     *
     * @param queueName the queue
     * @param jobId the job, if it is a single one
     * @param dueAt the due time, if it lies ahead
     */
    public Ring(String queueName, OptionalLong jobId, Optional<Instant> dueAt) {
        this(Kind.WORK, queueName, jobId, dueAt);
    }

    /**
     * The ring for a single job.
     *
     * @param kind what has happened
     * @param queueName the queue
     * @param id the job
     * @return the ring
     */
    public static Ring of(Kind kind, String queueName, long id) {
        return new Ring(kind, queueName, OptionalLong.of(id), Optional.empty());
    }

    /**
     * The ring for a queue, without more.
     *
     * @param queueName the queue
     * @return the ring
     */
    public static Ring of(String queueName) {
        return new Ring(queueName, OptionalLong.empty(), Optional.empty());
    }

    /**
     * Reads what came over a channel, on which anybody can send anything.
     *
     * @param text the notification's payload
     * @return the ring; empty if the text is none
     */
    public static Optional<Ring> parse(String text) {
        Kind kind = kind(text);
        int first = kind.letter.length();
        int second = text.indexOf(',', first) + 1;
        int third = text.indexOf(',', second) + 1;
        if (second == 0 || third == 0 || third == text.length()) {
            return Optional.empty();
        }
        try {
            OptionalLong id = second - 1 == first
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(text, first, second - 1, DECIMAL));
            Optional<Instant> due = third - 1 == second
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochMilli(Long.parseLong(text, second, third - 1, DECIMAL)));
            return Optional.of(new Ring(kind, text.substring(third), id, due));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    /**
     * Whether it tells of a single job that may be due now, so that one who looks is enough.
     *
     * @return whether it has a job's number and no due time
     */
    public boolean isForOneNow() {
        return jobId.isPresent() && dueAt.isEmpty();
    }

    /**
     * The ring as it travels.
     *
     * @return text that {@link #parse(String)} reads
     */
    public String format() {
        String id = jobId.isPresent() ? Long.toString(jobId.getAsLong()) : "";
        String due = dueAt.map(at -> Long.toString(at.toEpochMilli())).orElse("");
        return kind.letter + id + "," + due + "," + queueName;
    }

    private static Kind kind(String text) {
        for (Kind kind : LETTERED) {
            if (text.startsWith(kind.letter)) {
                return kind;
            }
        }
        return Kind.WORK;
    }
}
