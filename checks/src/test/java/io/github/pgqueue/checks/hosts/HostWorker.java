package io.github.pgqueue.checks.hosts;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.QueueEvent;
import java.io.IOException;

/**
 * A node in a process of its own, whose names of hosts a test decides: {@code HostWorker URL USER PASSWORD STORE LISTENER}.
 * Says what its listener does and which jobs it has done, until its standard input ends.
 */
final class HostWorker {

    static final String QUEUE = "mail";

    private HostWorker() {}

    public static void main(String[] args) throws IOException {
        PgQueuesConfig config = PgQueuesConfig.builder(args[0])
                .credentials(args[1], args[2])
                .store(args[3])
                .listener(args[4])
                .observer(HostWorker::tell)
                .build();
        try (PgQueues queues = PgQueues.create(config)) {
            queues.queue(QUEUE).subscribe(job -> System.out.println("job " + job.text()));
            while (System.in.read() >= 0) {
                // Nothing is said to it but that it is to end.
            }
        }
    }

    private static void tell(QueueEvent event) {
        if (event instanceof QueueEvent.ListenerChanged listener) {
            System.out.println("listener " + listener.state());
        }
    }
}
