package io.github.pgqueue.testkit.contract.topic;

/**
 * A contract of several topics, which all test the backend that it makes. Extend
 * {@link io.github.pgqueue.testkit.contract.BackendContract} or
 * {@link io.github.pgqueue.testkit.contract.ListeningBackendContract}, not this.
 */
public abstract class WholeContract {

    /** For the contracts. */
    protected WholeContract() {}

    /**
     * Makes the backend under test, with a fresh and empty place for jobs. Called before each test.
     *
     * @return the backend, which the contract closes
     */
    protected abstract TopicBackend newBackend();
}
