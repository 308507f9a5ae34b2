package io.github.pgqueue.jdbc.internal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.jdbc.internal.row.Frontier.Place;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Handling;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where a backlog begins")
class FrontierTest {

    private static final Instant DUE = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong clock = new AtomicLong(-1_000);
    private final Frontier frontier = new Frontier(clock::get, 1, Duration.ofMillis(50));

    private void passes(long millis) {
        clock.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private void finds(long took, int limit, long... ids) {
        finds(frontier, took, limit, ids);
    }

    private void finds(Frontier where, long took, int limit, long... ids) {
        Place from = where.of("mail");
        long since = where.now();
        passes(took);
        where.found(
                "mail",
                from,
                since,
                LongStream.of(ids).mapToObj(FrontierTest::job).toList(),
                limit);
    }

    private static ClaimedJob job(long id) {
        Handling handling = new Handling(Optional.empty(), Optional.empty(), 0, false);
        return new ClaimedJob(new Fence(id, 1, 1), "mail", null, Map.of(), 3, DUE, DUE, handling);
    }

    private static Place at(long id) {
        return new Place(3, DUE, id);
    }

    @Test
    @DisplayName("is where the last lot began, of its queue")
    void lastLot() {
        assertThat(frontier.of("mail")).isEqualTo(Place.START);
        finds(1, 2, 5, 6);
        assertThat(frontier.of("mail")).isEqualTo(at(5));
        finds(1, 2, 7, 8);
        assertThat(frontier.of("mail")).isEqualTo(at(7));
        assertThat(frontier.of("another")).isEqualTo(Place.START);
    }

    @Test
    @DisplayName("is not known any more when there were fewer jobs than wanted")
    void noBacklog() {
        finds(1, 2, 5, 6);
        finds(1, 2, 7);
        assertThat(frontier.of("mail")).isEqualTo(Place.START);
        finds(1, 2, 5, 6);
        finds(1, 2);
        assertThat(frontier.of("mail")).isEqualTo(Place.START);
    }

    @Test
    @DisplayName("is looked for again after 50 ms, whatever was found since")
    void soon() {
        finds(1, 2, 5, 6);
        passes(40);
        finds(1, 2, 7, 8);
        passes(7);
        assertThat(frontier.of("mail")).isEqualTo(at(7));
        passes(1);
        assertThat(frontier.of("mail")).isEqualTo(Place.START);
        finds(1, 2, 3, 4);
        assertThat(frontier.of("mail")).isEqualTo(at(3));
    }

    @Test
    @DisplayName("is looked for again after ten times as long as that takes")
    void costly() {
        finds(200, 2, 5, 6);
        passes(1_799);
        assertThat(frontier.of("mail")).isEqualTo(at(5));
        passes(1);
        assertThat(frontier.of("mail")).isEqualTo(Place.START);
    }

    @Test
    @DisplayName("is not believed in before so many looks in a row have brought all that was wanted")
    void looks() {
        Frontier patient = new Frontier(clock::get, 3, Duration.ZERO);
        finds(patient, 2, 2, 5, 6);
        finds(patient, 2, 2, 7, 8);
        finds(patient, 2, 2, 9);
        for (int look = 0; look < 3; look++) {
            assertThat(patient.of("mail")).isEqualTo(Place.START);
            finds(patient, 2, 1, 10 + look);
        }
        assertThat(patient.of("mail")).isEqualTo(at(12));
        passes(18);
        assertThat(patient.of("mail")).isEqualTo(Place.START);
        finds(patient, 1, 1, 13);
        assertThat(patient.of("mail")).isEqualTo(at(13));
    }
}
