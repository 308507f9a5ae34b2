package io.github.pgqueue.testkit.contract.topic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What all topics share. Extend {@link io.github.pgqueue.testkit.contract.BackendContract} or a topic, not this.
 */
@DisplayNameGeneration(RuleNames.class)
@ResourceLock(value = NeedsServerAlone.SERVER, mode = ResourceAccessMode.READ)
@ExtendWith({OfThisPart.class, RuleReporter.class, Around.class})
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class Contract {

    /** Long enough that a mistake shows, short enough to wait for what must not happen. */
    protected static final Duration A_MOMENT = Duration.ofMillis(300);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Around.Found around;
    private TopicBackend backend;
    private boolean prepared;

    /** For the topics. */
    protected Contract() {}

    /**
     * Makes the backend under test, with a fresh and empty place for jobs. Called before each test. A topic
     * that is run alone overrides this; within a {@link WholeContract} that one's is called instead.
     *
     * @return the backend, which the contract closes
     */
    protected TopicBackend newBackend() {
        return around.newBackend(getClass());
    }

    @BeforeEach
    final void openBackend(Around.Found found) {
        around = found;
        backend = newBackend();
        prepared = backend.prepare();
    }

    /**
     * Whether the place is what a store's bootstrap() makes of it.
     *
     * @return what the backend {@linkplain TopicBackend#prepare() said}
     */
    protected final boolean isPrepared() {
        return prepared;
    }

    /** Closes what was opened last first; the first failure counts. */
    @AfterEach
    final void closeAll() throws Exception {
        try {
            closeOpened();
        } finally {
            backend.close();
        }
    }

    private void closeOpened() throws Exception {
        AutoCloseable one = opened.poll();
        if (one != null) {
            try {
                one.close();
            } finally {
                closeOpened();
            }
        }
    }

    /**
     * The backend of this test.
     *
     * @return open until the test ends, then closed by the contract
     */
    protected final TopicBackend backend() {
        return backend;
    }

    /**
     * How long to wait for what must happen.
     *
     * @return the backend's patience
     */
    protected final Duration patience() {
        return backend.patience();
    }

    /**
     * Closed after the test, before what was opened earlier.
     *
     * @param <T> the resource's type
     * @param resource to close
     * @return the same
     */
    protected final <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }
}
