package io.github.pgqueue.checks.app;

import io.github.pgqueue.Job;
import io.github.pgqueue.ListenerState;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.StoreException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has one job done: {@code App URL [store=NAME] [listener=NAME]}. Ends with 0 and a line about it, or with
 * 1 and the exception.
 */
public final class App {

    /** Before a listener has been proven, or has failed to be. */
    private static final Set<ListenerState> UNSETTLED = EnumSet.of(ListenerState.CONNECTING, ListenerState.LISTENING);

    private static final long TIME_LIMIT_SECONDS = 30;
    private static final long LOOK_MILLIS = 10;

    private App() {}

    /**
     * Runs.
     *
     * @param args the database's address, then choices
     */
    public static void main(String[] args) {
        try (PgQueues queues = PgQueues.create(config(args))) {
            queues.bootstrap();
            System.out.println(doOneJob(queues));
        } catch (Exception failure) {
            System.err.println(failure);
            if (failure instanceof StoreException) {
                tellWhatIsUnderWay();
            }
            System.exit(1);
        }
    }

    /** A login that hangs says nothing of itself. */
    private static void tellWhatIsUnderWay() {
        Thread.getAllStackTraces()
                .forEach((thread, stack) -> System.err.println(
                        thread + Stream.of(stack).map(frame -> "\n    " + frame).collect(Collectors.joining())));
    }

    private static PgQueuesConfig config(String[] args) {
        PgQueuesConfig.Builder builder = PgQueuesConfig.builder(args[0]);
        for (String arg : args) {
            if (arg.startsWith("store=")) {
                builder.store(arg.substring("store=".length()));
            } else if (arg.startsWith("listener=")) {
                builder.listener(arg.substring("listener=".length()));
            }
        }
        return builder.build();
    }

    private static String doOneJob(PgQueues queues) throws InterruptedException {
        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        PgQueue mail = queues.queue("mail");
        mail.subscribe(handled::add);
        ListenerState state = settled(queues);
        mail.push("hello");
        Job job = handled.poll(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
        return state + " " + (job == null ? "and nothing came" : job.queueName() + " " + job.text());
    }

    /** The listener's state, once its connection is made and proven; at once if there is none. */
    private static ListenerState settled(PgQueues queues) throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIME_LIMIT_SECONDS);
        while (UNSETTLED.contains(queues.listenerState()) && System.nanoTime() < limit) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return queues.listenerState();
    }
}
