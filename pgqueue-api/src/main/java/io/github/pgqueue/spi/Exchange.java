package io.github.pgqueue.spi;

import java.util.List;

/**
 * What a subscription tells and asks its store in one go. Immutable.
 *
 * @param queueName the one queue it is about
 * @param node who claims, for people who look at the table
 * @param claim a number that no other exchange carries; claimed jobs keep it
 * @param settlements jobs that are finished or given back; may be empty
 * @param limit how many jobs to claim at most; zero for none
 */
public record Exchange(String queueName, String node, long claim, List<Settlement> settlements, int limit) {

    /**
     * Copies the list.
     *
     * @param queueName the one queue it is about
     * @param node who claims
     * @param claim a number that no other exchange carries
     * @param settlements jobs that are finished or given back
     * @param limit how many jobs to claim at most
     * @throws IllegalArgumentException if the limit is negative
     */
    public Exchange {
        if (limit < 0) {
            throw new IllegalArgumentException("limit must be zero or more: " + limit);
        }
        settlements = List.copyOf(settlements);
    }
}
