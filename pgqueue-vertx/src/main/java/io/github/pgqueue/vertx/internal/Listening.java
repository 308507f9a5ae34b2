package io.github.pgqueue.vertx.internal;

import io.github.pgqueue.spi.RingSink;

/**
 * What a connection is for.
 *
 * @param channel the channel's exact name
 * @param sink hears of rings and of the loss
 * @param rhythm how often and how long
 */
record Listening(String channel, RingSink sink, Rhythm rhythm) {}
