package io.github.pgqueue.pgjdbc;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that dies when it has committed a job and is about to tell others. */
final class DyingPusher {

    static final int STATUS = 42;

    private DyingPusher() {}

    public static void main(String[] address) throws InterruptedException {
        PgQueuesConfig config = PgQueuesConfig.builder(address[0])
                .credentials(address[1], address[2])
                .store(new DyingStores())
                .pollOnly()
                .build();
        try (PgQueues queues = PgQueues.create(config)) {
            // Of a plain one others would be told on the way of its push.
            queues.queue("mail").push(NewJob.of("left alone").withHeader("told", "apart"));
            // It ends before.
            new CountDownLatch(1).await(1, TimeUnit.MINUTES);
        }
    }

    /** Sound stores that end the process instead of ringing. */
    private static final class DyingStores implements QueueStoreProvider {

        private final QueueStoreProvider sound = new PgjdbcStoreProvider();

        @Override
        public String name() {
            return sound.name();
        }

        @Override
        public QueueStore open(PgQueuesConfig config) {
            QueueStore store = sound.open(config);
            return (QueueStore) Proxy.newProxyInstance(
                    QueueStore.class.getClassLoader(), new Class<?>[] {QueueStore.class}, (self, method, arguments) -> {
                        if (method.getName().equals("ring")) {
                            Runtime.getRuntime().halt(STATUS);
                        }
                        try {
                            return method.invoke(store, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }
    }
}
