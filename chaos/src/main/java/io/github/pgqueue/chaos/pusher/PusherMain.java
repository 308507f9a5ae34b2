package io.github.pgqueue.chaos.pusher;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Histories;
import io.github.pgqueue.chaos.history.Pulse;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.JobPlan;
import io.github.pgqueue.chaos.plan.JobSpec;
import io.github.pgqueue.chaos.process.Place;
import io.github.pgqueue.chaos.text.RecordText;
import io.github.pgqueue.chaos.worker.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pushes what the plan says, when it says so, and waits for the jobs that it awaits; some do jobs besides. What others
 * of its number began to push before they were killed is not pushed again.
 */
public final class PusherMain {

    private PusherMain() {}

    /**
     * Pushes.
     *
     * @param args the place, the plan, the pusher's number, and when the run began
     * @throws InterruptedException never, as nobody interrupts it
     */
    public static void main(String[] args) throws InterruptedException {
        Place place = Place.ofThisProcess(List.of(args));
        JobPlan plan = RecordText.parse(args[4], JobPlan.class);
        int number = Integer.parseInt(args[5]);
        Instant begin = Instant.parse(args[6]);
        Set<String> begun = begun(place, number);
        Recorder recorder = Recorder.open(place.folder(), place.name());
        Pulse.start(recorder);
        recorder.record(new Event.Born(Instant.now(), place.flavour().toString()));
        Instant asked;
        try (PgQueues queues = PgQueues.create(
                        place.config().observer(Work.notes(recorder)).build());
                Pusher pusher = new Pusher(queues, place, recorder)) {
            if (worksToo(number)) {
                Work.begin(queues, recorder);
            }
            for (int i = 0; i < plan.size(); i++) {
                JobSpec job = plan.job(number, i);
                if (!begun.contains(job.token())) {
                    Duration left = Duration.between(Instant.now(), begin.plus(plan.timeOf(i)));
                    pusher.pushIn(left, job);
                }
            }
            pusher.finish();
            asked = Instant.now();
        }
        recorder.record(new Event.Closed(asked, Instant.now()));
    }

    /** Every second one: what it pushes is mostly claimed by the push. */
    private static boolean worksToo(int number) {
        return number % 2 == 0;
    }

    /**
     * The name that all processes of a pusher's number begin with.
     *
     * @param number of the pusher
     * @return with its end, so that 1 does not find 11
     */
    public static String prefix(int number) {
        return "pusher-" + number + ".";
    }

    private static Set<String> begun(Place place, int number) {
        return Histories.read(place.folder(), prefix(number)).stream()
                .flatMap(history -> history.all(Event.Intended.class))
                .map(Event.Intended::token)
                .map(token -> token.split("/")[0])
                .collect(Collectors.toSet());
    }
}
