package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.RingSink;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Mistakes in listening. */
final class BrokenListeners {

    static final List<Broken> ALL = List.of(
            sink("L1.1", "it listens a little late", BrokenListeners::missingTheFirst),
            new BrokenListener("L1.2", "a connect that fails hangs", BrokenListeners::hanging),
            new BrokenListener("L1.2", "a connect that fails seems to work", BrokenListeners::pretending),
            sink(
                    "L2.1",
                    "each ring comes twice",
                    sink -> new Rings(sink, text -> {
                        sink.ring(text);
                        sink.ring(text);
                    })),
            sink("L2.1", "the text is trimmed", sink -> new Rings(sink, text -> sink.ring(text.strip()))),
            sink("L2.1", "it looks now and then only", BrokenListeners::sleeping),
            new BrokenListener("L2.2", "the channel's name is folded", BrokenListeners::folding),
            new BrokenListener("L2.2", "the channel's name is a pattern", BrokenListeners::matching),
            sink("L2.3", "a ring is dropped now and then", BrokenListeners::dropping),
            sink("L2.3", "a sink that throws is not called again", BrokenListeners::givingUp),
            new BrokenListener("L3.1", "a loss is not told", BrokenListeners::silent),
            new BrokenListener("L3.1", "a loss is told twice", BrokenListeners::tellingTwice),
            new BrokenListener("L3.2", "its own close is told as a loss", BrokenListeners::tellingItsClose),
            new BrokenListener("L4.1", "closing twice throws", BrokenListeners::closedOnce),
            new BrokenListener("L4.1", "closing never returns", BrokenListeners::neverClosed),
            new BrokenListener("L4.2", "closing does nothing", BrokenListeners::stillOpen));

    /** Backends whose first connection was made. */
    private static final Set<ListenerProvider> MADE = ConcurrentHashMap.newKeySet();

    private BrokenListeners() {}

    /** How a sink is wrapped. */
    interface Wrapper {
        RingSink wrap(RingSink sink);
    }

    static BrokenListener sink(String rule, String mistake, Wrapper wrapper) {
        return new BrokenListener(
                rule, mistake, (sound, config, channel, sink) -> sound.connect(config, channel, wrapper.wrap(sink)));
    }

    private static RingSink missingTheFirst(RingSink sink) {
        AtomicBoolean listening = new AtomicBoolean();
        return new Rings(sink, text -> {
            if (listening.getAndSet(true)) {
                sink.ring(text);
            }
        });
    }

    private static RingSink sleeping(RingSink sink) {
        Executor later = CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS);
        return new Rings(sink, text -> later.execute(() -> sink.ring(text)));
    }

    private static RingSink dropping(RingSink sink) {
        AtomicInteger count = new AtomicInteger();
        return new Rings(sink, text -> {
            if (count.incrementAndGet() % 1000 != 0) {
                sink.ring(text);
            }
        });
    }

    private static RingSink givingUp(RingSink sink) {
        AtomicBoolean dead = new AtomicBoolean();
        return new Rings(sink, text -> {
            if (!dead.get()) {
                dead.set(true);
                sink.ring(text);
                dead.set(false);
            }
        });
    }

    private static ListenerConnection hanging(
            ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink) throws Exception {
        try {
            return sound.connect(config, channel, sink);
        } catch (RuntimeException failure) {
            new CountDownLatch(1).await();
            throw failure;
        }
    }

    private static ListenerConnection pretending(
            ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink) throws Exception {
        try {
            return sound.connect(config, channel, sink);
        } catch (RuntimeException failure) {
            return () -> {};
        }
    }

    private static ListenerConnection folding(
            ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink) throws Exception {
        return sound.connect(config, channel.toLowerCase(Locale.ROOT), sink);
    }

    private static ListenerConnection matching(
            ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink) throws Exception {
        ListenerConnection exact = sound.connect(config, channel, sink);
        ListenerConnection other = sound.connect(config, channel.replace('.', 'x'), sink);
        return () -> {
            exact.close();
            other.close();
        };
    }

    static ListenerConnection silent(ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink)
            throws Exception {
        return sound.connect(config, channel, new Rings(sink, sink::ring) {
            @Override
            public void lost(Throwable cause) {
                // Forgotten.
            }
        });
    }

    /** A connection that was made after the first one of its backend's life hears nothing. */
    static ListenerConnection deafOnceMade(ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink)
            throws Exception {
        boolean first = MADE.add(sound);
        return sound.connect(config, channel, first ? sink : new Rings(sink, text -> {}));
    }

    private static ListenerConnection tellingTwice(
            ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink) throws Exception {
        return sound.connect(config, channel, new Rings(sink, sink::ring) {
            @Override
            public void lost(Throwable cause) {
                sink.lost(cause);
                sink.lost(cause);
            }
        });
    }

    private static ListenerConnection tellingItsClose(
            ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink) throws Exception {
        ListenerConnection connection = sound.connect(config, channel, sink);
        return () -> {
            connection.close();
            sink.lost(new IllegalStateException("connection closed"));
        };
    }

    private static ListenerConnection closedOnce(
            ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink) throws Exception {
        ListenerConnection connection = sound.connect(config, channel, sink);
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.getAndSet(true)) {
                throw new IllegalStateException("closed already");
            }
            connection.close();
        };
    }

    private static ListenerConnection neverClosed(
            ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink) throws Exception {
        sound.connect(config, channel, sink);
        return () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
    }

    static ListenerConnection stillOpen(ListenerProvider sound, PgQueuesConfig config, String channel, RingSink sink)
            throws Exception {
        sound.connect(config, channel, sink);
        return () -> {};
    }
}
