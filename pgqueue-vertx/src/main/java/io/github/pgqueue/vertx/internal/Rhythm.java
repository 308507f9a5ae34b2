package io.github.pgqueue.vertx.internal;

import java.time.Duration;

/**
 * How often and how long.
 *
 * @param probePause how long nothing is heard before a look whether the server still answers
 * @param probeLimit how long it may take to answer
 * @param closeLimit how long closing may take
 */
record Rhythm(Duration probePause, Duration probeLimit, Duration closeLimit) {

    static final Rhythm DEFAULT = new Rhythm(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMillis(1500));
}
