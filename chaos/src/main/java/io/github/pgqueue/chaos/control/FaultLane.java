package io.github.pgqueue.chaos.control;

import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.PlannedFault;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings about planned faults, one after the other, and writes them down.
 *
 * @param begin when the run began
 * @param faults in the order of their times
 * @param workers whom they may be against
 * @param pushers whom else they may be against
 * @param sabotage harms the server
 * @param books where they are written
 * @param audience is told of each
 */
record FaultLane(
        Instant begin,
        List<PlannedFault> faults,
        List<Slot> workers,
        List<Slot> pushers,
        Sabotage sabotage,
        Recorder books,
        Consumer<Event.Fault> audience) {

    /** One that has only begun to start may have much to do before it hears; the time to close it notes by itself. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(60);

    void run() throws InterruptedException {
        for (PlannedFault fault : faults) {
            Waits.until(begin.plus(fault.at()));
            bringAbout(fault);
        }
    }

    private void bringAbout(PlannedFault fault) throws InterruptedException {
        Instant from = Instant.now();
        Slot worker = workers.get(fault.target() % workers.size());
        Slot pusher = pushers.get(fault.target() % pushers.size());
        String target = "";
        String note = "";
        try {
            switch (fault.kind()) {
                case KILL_WORKER -> target = worker.kill(fault.length());
                case PAUSE_WORKER -> target = worker.pause(fault.length());
                case CLOSE_WORKER -> target = worker.close(CLOSE_LIMIT, fault.length());
                case KILL_PUSHER -> target = pusher.kill(fault.length());
                case PAUSE_PUSHER -> target = pusher.pause(fault.length());
                default -> note = sabotage.perform(fault);
            }
        } catch (SQLException | IllegalStateException failed) {
            // Another fault was there first, such as a server that is down.
            note = "failed: " + failed.getMessage();
        }
        Event.Fault done = new Event.Fault(from, Instant.now(), fault.kind(), target, note);
        books.record(done);
        audience.accept(done);
    }
}
