package io.github.pgqueue.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AddedTest {

    private static final Instant SOON = Instant.parse("2100-01-01T00:00:00Z");
    private static final Instant LATER = SOON.plusSeconds(60);

    private static final NewJob NOW = NewJob.of("now");
    private static final NewJob KEPT = NewJob.of("kept").withUniqueKey(UniqueKey.of("key"));

    private static Optional<Ring> ring(boolean wasThere, NewJob... jobs) {
        List<NewJob> all = List.of(jobs);
        List<Inserted> inserted = new ArrayList<>();
        for (int place = 0; place < all.size(); place++) {
            inserted.add(new Inserted(place + 1, wasThere));
        }
        return new Added("mail", all, inserted).ring();
    }

    @Test
    void tellsWhichJobASingleOneIs() {
        assertThat(ring(false, NOW)).contains(new Ring("mail", OptionalLong.of(1), Optional.empty()));
    }

    @Test
    void tellsWhenASingleOneIsDue() {
        NewJob due = NewJob.of("due").withRunAt(SOON);
        assertThat(ring(false, due)).contains(new Ring("mail", OptionalLong.of(1), Optional.of(SOON)));
    }

    @Test
    void tellsNoNumberOfOneThatIsDelayed() {
        NewJob delayed = NewJob.of("delayed").withDelay(Duration.ofSeconds(1));
        assertThat(ring(false, delayed)).contains(Ring.of("mail"));
    }

    @Test
    void tellsNothingOfOneThatWasThereAndIsKept() {
        assertThat(ring(true, KEPT)).isEmpty();
        assertThat(ring(true, KEPT, KEPT)).isEmpty();
        assertThat(ring(false, KEPT)).contains(new Ring("mail", OptionalLong.of(1), Optional.empty()));
    }

    @Test
    void tellsNoNumberOfSeveralButWhenTheFirstIsDue() {
        assertThat(ring(false, NewJob.of("b").withRunAt(LATER), NewJob.of("a").withRunAt(SOON)))
                .contains(new Ring("mail", OptionalLong.empty(), Optional.of(SOON)));
        assertThat(ring(false, NewJob.of("b").withRunAt(LATER), NOW)).contains(Ring.of("mail"));
    }
}
