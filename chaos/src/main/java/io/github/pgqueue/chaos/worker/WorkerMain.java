package io.github.pgqueue.chaos.worker;

import io.github.pgqueue.JobHandler;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.TransactionalHandler;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Pulse;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.Queues;
import io.github.pgqueue.chaos.process.Place;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Does jobs until its standard input ends, or it is killed. */
public final class WorkerMain {

    /** Says that the queue that one worker does is this one's. */
    public static final String ALSO_ORDERED = "ordered";

    private WorkerMain() {}

    /**
     * Works.
     *
     * @param args the place, and {@value #ALSO_ORDERED} for one of the workers
     * @throws IOException if standard input cannot be read
     */
    public static void main(String[] args) throws IOException {
        List<String> words = List.of(args);
        Place place = Place.ofThisProcess(words);
        // Open as long as the process: observers may be told of something to the last.
        Recorder recorder = Recorder.open(place.folder(), place.name());
        Pulse.start(recorder);
        recorder.record(new Event.Born(Instant.now(), place.flavour().toString()));
        Instant asked;
        try (PgQueues queues =
                PgQueues.create(place.config().observer(new Notes(recorder)).build())) {
            subscribe(queues, new Handling(recorder), words.contains(ALSO_ORDERED));
            while (System.in.read() >= 0) {
                // Nothing is said there; its end says enough.
            }
            asked = Instant.now();
        }
        recorder.record(new Event.Closed(asked, Instant.now()));
    }

    private static void subscribe(PgQueues queues, Handling handling, boolean ordered) {
        JobHandler plain = handling::handle;
        TransactionalHandler transactional = handling::handle;
        queues.queue(Queues.MAIN).subscribe(options(Queues.MAIN), plain);
        queues.queue(Queues.TRANSACTIONAL).subscribe(options(Queues.TRANSACTIONAL), transactional);
        if (ordered) {
            queues.queue(Queues.ORDERED).subscribe(options(Queues.ORDERED), plain);
        }
    }

    private static SubscribeOptions options(String queue) {
        return SubscribeOptions.parallel(Queues.parallel(queue)).withRetryPolicy(Queues.PATIENT);
    }
}
