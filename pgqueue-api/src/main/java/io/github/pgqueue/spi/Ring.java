package io.github.pgqueue.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A hint that a queue has work: what a store sends on its channel and a listener passes on. Immutable.
 *
 * <p>It is never the job, and nothing depends on its truth: who hears it looks into the table. As text
 * it is {@code id,due,queue}: the number of the job if it is a single one, the due time in milliseconds
 * since 1970 if it lies ahead, and the queue's name. Such as {@code 42,,mail} or
 * {@code ,1790000000000,mail}.
 *
 * @param queueName the queue
 * @param jobId the job, if it is a single one
 * @param dueAt the due time, if it lies ahead
 */
public record Ring(String queueName, OptionalLong jobId, Optional<Instant> dueAt) {

    /**
     * No part may be missing.
     *
     * @param queueName the queue
     * @param jobId the job, if it is a single one
     * @param dueAt the due time, if it lies ahead
     */
    public Ring {
        Objects.requireNonNull(queueName, "queueName");
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(dueAt, "dueAt");
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
        String[] parts = text.split(",", 3);
        if (parts.length < 3 || parts[2].isEmpty()) {
            return Optional.empty();
        }
        try {
            OptionalLong id = parts[0].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts[0]));
            Optional<Instant> due =
                    parts[1].isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Long.parseLong(parts[1])));
            return Optional.of(new Ring(parts[2], id, due));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    /**
     * The ring as it travels.
     *
     * @return text that {@link #parse(String)} reads
     */
    public String format() {
        String id = jobId.isPresent() ? Long.toString(jobId.getAsLong()) : "";
        String due = dueAt.map(at -> Long.toString(at.toEpochMilli())).orElse("");
        return id + "," + due + "," + queueName;
    }
}
