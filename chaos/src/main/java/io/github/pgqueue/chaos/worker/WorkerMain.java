package io.github.pgqueue.chaos.worker;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Pulse;
import io.github.pgqueue.chaos.history.Recorder;
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
                PgQueues.create(place.config().observer(Work.notes(recorder)).build())) {
            Work.begin(queues, recorder);
            if (words.contains(ALSO_ORDERED)) {
                Work.beginOrdered(queues, recorder);
            }
            while (System.in.read() >= 0) {
                // Nothing is said there; its end says enough.
            }
            asked = Instant.now();
        }
        recorder.record(new Event.Closed(asked, Instant.now()));
    }
}
