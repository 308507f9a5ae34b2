package io.github.pgqueue.benchmarks.pickup;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place that is opened and warmed up once, with others, for all that is measured there. Not thread-safe. */
public final class KeptPlace {

    private final Maker maker;
    private final KeptPlaces all;
    private @Nullable PickupPlace place;

    /** Opens a place. */
    @FunctionalInterface
    public interface Maker {

        /** Opens it. */
        PickupPlace make();
    }

    KeptPlace(Maker maker, KeptPlaces all) {
        this.maker = maker;
        this.all = all;
    }

    void open() {
        if (place != null) {
            return;
        }
        PickupPlace opened = maker.make();
        place = opened;
        all.warm(opened);
    }

    /** Once it and all the others are warm. */
    PickupPlace place() {
        all.awaitWarm();
        return Objects.requireNonNull(place, "the place is not open");
    }

    void close() {
        if (place != null) {
            place.close();
            place = null;
        }
    }
}
