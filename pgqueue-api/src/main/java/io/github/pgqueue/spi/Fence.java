package io.github.pgqueue.spi;

/**
 * What proves that a claim is still the current one. Immutable.
 *
 * <p>Id and attempt alone would do if nothing were ever given back; as a release takes its attempt
 * back, the claim's own number keeps a release that arrives twice from touching the next claim.
 *
 * @param id the job
 * @param attempt the attempt that the claim began
 * @param claim the number of the {@link Exchange} that claimed it
 */
public record Fence(long id, int attempt, long claim) {}
