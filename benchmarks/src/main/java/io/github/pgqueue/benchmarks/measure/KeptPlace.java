package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.PickupPlace;
import io.github.pgqueue.benchmarks.Rung;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place that is opened and warmed up once, for all that is measured there. Not thread-safe. */
public final class KeptPlace {

    private final Maker maker;
    private final int warmUp;
    private @Nullable PickupPlace place;

    /** Opens a place. */
    @FunctionalInterface
    public interface Maker {

        /** Opens it. */
        PickupPlace make();
    }

    /**
     * Opens nothing yet.
     *
     * @param maker opens it
     * @param warmUp jobs without a pause before the first that counts
     */
    public KeptPlace(Maker maker, int warmUp) {
        this.maker = maker;
        this.warmUp = warmUp;
    }

    void open() {
        if (place != null) {
            return;
        }
        PickupPlace opened = maker.make();
        place = opened;
        Rung[] ways = Rung.values();
        for (int job = 0; job < warmUp; job++) {
            opened.once(ways[job % ways.length]);
        }
    }

    PickupPlace place() {
        return Objects.requireNonNull(place, "the place is not open");
    }

    void close() {
        if (place != null) {
            place.close();
            place = null;
        }
    }
}
