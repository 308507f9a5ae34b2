package io.github.pgqueue.benchmarks.contender;

import java.sql.DriverManager;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.postgresql.jdbc.PgConnection;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.integration.jdbc.channel.PostgresChannelMessageTableSubscriber;
import org.springframework.integration.jdbc.channel.PostgresSubscribableChannel;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/** Spring Integration at work on one group of messages. */
final class SpringIntegrationEntrant implements Entrant {

    private static final String GROUP = "work";

    private final Arena arena;
    private final JdbcChannelMessageStore store;

    SpringIntegrationEntrant(Arena arena) {
        this.arena = arena;
        store = new JdbcChannelMessageStore(arena.pool());
        store.setChannelMessageStoreQueryProvider(new PostgresChannelMessageStoreQueryProvider());
        store.afterPropertiesSet();
    }

    @Override
    public void push(byte[] payload) {
        store.addMessageToGroup(GROUP, new GenericMessage<>(payload));
    }

    @Override
    public Workers work(int workers, Handler handler) {
        PostgresChannelMessageTableSubscriber subscriber = new PostgresChannelMessageTableSubscriber(
                () -> DriverManager.getConnection(arena.url()).unwrap(PgConnection.class));
        subscriber.start();
        ThreadPoolExecutor threads = threads(workers);
        PostgresSubscribableChannel channel = channel(subscriber, threads);
        channel.subscribe(message -> handle(handler, message));
        for (int i = 1; i < workers; i++) {
            // Subscribing starts one thread on what is there already.
            channel.notifyUpdate();
        }
        return () -> stop(subscriber, threads);
    }

    private PostgresSubscribableChannel channel(
            PostgresChannelMessageTableSubscriber subscriber, ThreadPoolExecutor threads) {
        PostgresSubscribableChannel channel = new PostgresSubscribableChannel(store, GROUP, subscriber);
        channel.setBeanFactory(new StaticListableBeanFactory());
        channel.setDispatcherExecutor(threads);
        channel.setTransactionManager(new DataSourceTransactionManager(arena.pool()));
        channel.afterPropertiesSet();
        return channel;
    }

    /** Each notification asks for one more look; those that wait already will see its message. */
    private static ThreadPoolExecutor threads(int workers) {
        return new ThreadPoolExecutor(
                workers,
                workers,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(workers),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static void handle(Handler handler, Message<?> message) {
        try {
            handler.handle((byte[]) message.getPayload());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stop(PostgresChannelMessageTableSubscriber subscriber, ThreadPoolExecutor threads) {
        subscriber.stop();
        threads.shutdown();
        try {
            threads.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long unfinished() {
        return arena.count("select count(*) from int_channel_message");
    }

    @Override
    public void close() {}
}
