package io.github.pgqueue.chaos.times;

import io.github.pgqueue.PgQueuesConfig;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How trials are run.
 *
 * @param length how long a fault lasts that does not end as it strikes
 * @param limit how long anything may take until a trial has failed
 * @param settings completes the node's settings
 * @param parameters of the node's URLs, besides those of the fault; may be empty
 */
public record Timing(
        Duration length, Duration limit, UnaryOperator<PgQueuesConfig.Builder> settings, String parameters) {

    /** Longer than a node takes to find out that it is not rung, and shorter than its lease. */
    private static final Duration LENGTH = Duration.ofSeconds(20);

    private static final Duration LIMIT = Duration.ofSeconds(150);

    /** With all settings of a node at their defaults. */
    public static final Timing DEFAULTS = new Timing(LENGTH, LIMIT, settings -> settings, "");

    /** Else both drivers would encrypt where the server lets them. */
    String parameters(boolean encrypted) {
        String mode = encrypted ? "sslmode=require" : "sslmode=disable";
        return parameters.isEmpty() ? mode : mode + "&" + parameters;
    }
}
