package io.github.pgqueue.spi;

/**
 * What became of a job that was to be added. Immutable.
 *
 * @param id its number; that of the first job, if one held the key already
 * @param wasThere whether one held the key, so that none was added
 */
public record Inserted(long id, boolean wasThere) {}
