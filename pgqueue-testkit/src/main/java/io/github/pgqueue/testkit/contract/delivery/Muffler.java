package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.spi.RingSink;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The listener under test, with a hand over its ear: the connection stays as it is, and what a test wants is not
 * heard, as behind a pooler or after a LISTEN that was lost. Thread-safe.
 */
final class Muffler implements ListenerProvider {

    private final ListenerProvider inner;
    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connects = new AtomicInteger();
    private volatile Predicate<String> unheard = text -> false;

    Muffler(ListenerProvider inner) {
        this.inner = inner;
    }

    void muffle(Predicate<String> which) {
        unheard = which;
    }

    void muffle() {
        muffle(text -> true);
    }

    void unmuffle() {
        muffle(text -> false);
    }

    /** The proofs that arrived so far, heard or not. */
    List<String> proofs() {
        return arrived.stream().filter(Muffler::isProof).toList();
    }

    static boolean isProof(String text) {
        return Ring.parse(text).filter(ring -> ring.kind() == Ring.Kind.PROOF).isPresent();
    }

    /** How many connections were made. */
    int connects() {
        return connects.get();
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void check(PgQueuesConfig config) {
        inner.check(config);
    }

    @Override
    public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink) throws Exception {
        ListenerConnection connection = inner.connect(config, channel, new RingSink() {
            @Override
            public void ring(String payload) {
                arrived.add(payload);
                if (!unheard.test(payload)) {
                    sink.ring(payload);
                }
            }

            @Override
            public void lost(Throwable cause) {
                sink.lost(cause);
            }
        });
        connects.incrementAndGet();
        return connection;
    }
}
