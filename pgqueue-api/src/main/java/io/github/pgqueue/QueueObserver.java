package io.github.pgqueue;

/**
 * Sees what happens: the hook for metrics and tracing.
 *
 * <p>Called on a thread of its own, one event after the other. It may be slow or throw: queues and jobs are
 * not held up by it. What it cannot keep up with is dropped once 10,000 events wait, which is logged.
 */
@FunctionalInterface
public interface QueueObserver {

    /**
     * Something has happened.
     *
     * <ul>
     *   <li><b>D11.1</b> Pushes, claims, successes, failures, retries, snoozes, cancellations, rescues, lost
     *       acks, lost leases and changes of the listener are told, ends of jobs only once they are written.
     *   <li><b>D11.2</b> An observer that throws or is slow harms nothing and delays nothing.
     * </ul>
     *
     * @param event what
     */
    void onEvent(QueueEvent event);
}
