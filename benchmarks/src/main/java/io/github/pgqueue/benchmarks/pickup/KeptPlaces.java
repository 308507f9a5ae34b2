package io.github.pgqueue.benchmarks.pickup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Places that are warmed up before anything is measured at one of them. Not thread-safe.
 *
 * <p>First, one place after the other, by jobs without a pause, until the JVMs have compiled what they run; then, at
 * all places at the same time, by some with the pauses that those which count have too. With pauses the code takes other
 * branches, for which the compiler starts again: in the first seconds after such a change it is what the slowest of a
 * hundred jobs have waited for.
 */
public final class KeptPlaces {

    /** So many times fewer jobs have pauses. */
    private static final int FEWER = 16;

    private final int warmUp;
    private final Pauses pauses;
    private final List<PickupPlace> halfWarm = new ArrayList<>();

    /**
     * None yet.
     *
     * @param warmUp jobs without a pause before the first that counts, of each
     * @param pause the mean of the pauses
     */
    public KeptPlaces(int warmUp, Duration pause) {
        this.warmUp = warmUp;
        this.pauses = new Pauses(pause);
    }

    /**
     * One more, which is not opened yet.
     *
     * @param maker opens it
     */
    public KeptPlace keep(KeptPlace.Maker maker) {
        return new KeptPlace(maker, this);
    }

    /** The first part. */
    void warm(PickupPlace place) {
        for (int job = 0; job < warmUp; job++) {
            place.once(way(job));
        }
        halfWarm.add(place);
    }

    /** The second part, of all that were opened. Throws what one of them has thrown. */
    void awaitWarm() {
        List<CompletableFuture<Void>> warming = new ArrayList<>();
        for (PickupPlace place : halfWarm) {
            warming.add(CompletableFuture.runAsync(() -> addWithPauses(place), task -> {
                Thread thread = new Thread(task, "bench-warm-up");
                thread.setDaemon(true);
                thread.start();
            }));
        }
        halfWarm.clear();
        warming.forEach(CompletableFuture::join);
    }

    private void addWithPauses(PickupPlace place) {
        for (int job = 0; job < warmUp / FEWER; job++) {
            pauses.pause();
            place.once(way(job));
        }
    }

    private static Rung way(int job) {
        Rung[] ways = Rung.values();
        return ways[job % ways.length];
    }
}
