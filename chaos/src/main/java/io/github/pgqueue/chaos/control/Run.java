package io.github.pgqueue.chaos.control;

import io.github.pgqueue.PgQueues;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Pulse;
import io.github.pgqueue.chaos.history.Recorder;
import io.github.pgqueue.chaos.plan.FaultKind;
import io.github.pgqueue.chaos.plan.FaultPlan;
import io.github.pgqueue.chaos.process.Flavour;
import io.github.pgqueue.chaos.process.Place;
import io.github.pgqueue.chaos.process.Tables;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A run: processes, jobs and faults for some time, then calm, then a look at the tables. */
public final class Run {

    private static final String TABLES = "tables";
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(60);

    private final RunSettings settings;
    private final Progress progress;
    private final Lab lab;
    private final Recorder books;

    private Run(RunSettings settings, Progress progress, Lab lab, Recorder books) {
        this.settings = settings;
        this.progress = progress;
        this.lab = lab;
        this.books = books;
    }

    /**
     * Runs, and leaves the histories in the folder.
     *
     * @param settings how
     * @param progress is told how it goes
     * @throws InterruptedException if the thread is interrupted
     * @throws SQLException if the tables cannot be made or read
     */
    public static void perform(RunSettings settings, Progress progress) throws InterruptedException, SQLException {
        try (Lab lab = Lab.open();
                Recorder books = Recorder.open(settings.folder(), Event.Settings.PROCESS);
                Recorder tables = Recorder.open(settings.folder(), TABLES)) {
            new Run(settings, progress, lab, books).perform();
            new TableReader(lab.database(), tables).read();
        }
    }

    private void perform() throws InterruptedException, SQLException {
        prepare();
        Pulse pulse = Pulse.start(books);
        Instant begin = Instant.now();
        Probe probe = Probe.start(lab.database(), books);
        try (Crew crew = new Crew(settings, lab.address(), begin, books)) {
            crew.start();
            harm(crew, begin);
            lab.mend();
            books.record(new Event.Calm(Instant.now()));
            progress.say("no more faults; waiting for what is left");
            drain(crew);
            calm();
            books.record(new Event.Drained(Instant.now(), lab.unfinished()));
            crew.closeWorkers(CLOSE_LIMIT);
        } finally {
            probe.end();
            pulse.end();
        }
    }

    private void prepare() throws SQLException {
        try (PgQueues queues = PgQueues.create(place("setup").config().build())) {
            queues.bootstrap();
        }
        lab.database().execute(Tables.CREATE);
        books.record(new Event.Settings(settings.seed(), RunSettings.LEASE, lab.clockError(), lab.version()));
    }

    private Place place(String name) {
        return new Place(lab.address(), settings.folder(), name, Flavour.of(0), RunSettings.LEASE);
    }

    private void harm(Crew crew, Instant begin) throws InterruptedException {
        FaultPlan plan = settings.faults(lab.control().isPresent());
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> lanes = new ArrayList<>();
            for (FaultKind.Lane lane : FaultKind.Lane.values()) {
                if (lane != FaultKind.Lane.NONE) {
                    FaultLane faults = new FaultLane(
                            begin,
                            plan.of(lane),
                            crew.workers(),
                            crew.pushers(),
                            new Sabotage(lab),
                            books,
                            progress::fault);
                    lanes.add(threads.submit(() -> {
                        faults.run();
                        return lane;
                    }));
                }
            }
            Waits.until(begin.plus(settings.time()));
            await(lanes);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(List<Future<?>> lanes) throws InterruptedException {
        for (Future<?> lane : lanes) {
            try {
                lane.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void drain(Crew crew) throws InterruptedException {
        Instant end = Instant.now().plus(settings.patience());
        crew.awaitPushers(Duration.between(Instant.now(), end))
                .forEach(slot -> books.record(new Event.Waiting(Instant.now(), slot)));
        Waits.until(Duration.between(Instant.now(), end), () -> lab.unfinished() == 0);
        books.record(new Event.Drained(Instant.now(), lab.unfinished()));
    }

    private void calm() throws InterruptedException {
        CalmPhase calm = new CalmPhase(place("calm-1"));
        if (!calm.perform(settings.patience())) {
            books.record(new Event.Waiting(Instant.now(), calm.place().name()));
        }
    }
}
