package io.github.pgqueue.chaos.times;

import io.github.pgqueue.chaos.fault.FaultCase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Many trials beside each other: all that they do most of the time is wait. */
final class Trials {

    /** As many as one server has connections for. */
    private static final int AT_ONCE = 30;

    private final TestDatabases server;
    private final int rounds;
    private final Duration interval;
    private final Consumer<String> audience;
    private final Map<Trial, FaultFigures> figures = new LinkedHashMap<>();

    /**
     * Runs nothing yet.
     *
     * @param server for all that need none of their own
     * @param trials each of them is run in each round
     * @param rounds how many
     * @param interval from one proof of a node to the next: the rounds strike at evenly spread points of it
     * @param audience is told of each
     */
    Trials(TestDatabases server, List<Trial> trials, int rounds, Duration interval, Consumer<String> audience) {
        this.server = server;
        this.rounds = rounds;
        this.interval = interval;
        this.audience = audience;
        trials.forEach(trial -> figures.put(trial, new FaultFigures()));
    }

    Map<Trial, FaultFigures> run() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                Duration phase = interval.multipliedBy(2L * round + 1).dividedBy(2L * rounds);
                figures.forEach((trial, into) -> running.add(threads.submit(() -> {
                    run(trial, phase, into);
                    return trial;
                })));
            }
            await(running);
            return figures;
        } finally {
            threads.shutdownNow();
        }
    }

    private void run(Trial trial, Duration phase, FaultFigures into) throws InterruptedException {
        try {
            Times times = onItsServer(trial, phase);
            into.add(times);
            audience.accept(trial + ": " + times);
        } catch (SQLException | RuntimeException failed) {
            into.fail(trial + ": " + failed);
            audience.accept(trial + ": " + failed);
        }
    }

    private Times onItsServer(Trial trial, Duration phase) throws InterruptedException, SQLException {
        FaultCase.Needs needs = trial.fault().needs();
        if (!needs.ownServer()) {
            return trial.run(server, phase);
        }
        try (TestDatabases own = TestDatabases.start()) {
            return trial.run(own, phase);
        }
    }

    private static void await(List<Future<?>> running) throws InterruptedException {
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
