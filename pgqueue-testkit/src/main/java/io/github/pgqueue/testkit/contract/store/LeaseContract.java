package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.Beat;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rules S9.1 to S9.3: who is alive, and until when. */
public abstract class LeaseContract extends StoreContract {

    private static final String OTHER = "other node";

    /** For subclasses. */
    protected LeaseContract() {}

    @Checks("S9.1")
    void theFirstBeatTellsThatTheNodeWasNotAlive() {
        Assertions.assertTrue(beat(NODE, HOUR).lapsed(), "lapsed, at the first beat");
        Assertions.assertFalse(beat(NODE, HOUR).lapsed(), "lapsed, at the second beat");
        Assertions.assertFalse(
                open().beat(NODE, HOUR, Optional.empty()).lapsed(), "lapsed, at a beat by another store");
        Assertions.assertTrue(beat(OTHER, HOUR).lapsed(), "lapsed, at the first beat of another node");
        Assertions.assertFalse(beat(NODE, HOUR).lapsed(), "lapsed, after the beat of another node");
    }

    @Checks("S9.1")
    void aliveForTheLengthOfTheLease() {
        Instant before = now();
        beat(NODE, SHORT);
        ClaimedJob job = running("x");
        awaitRescue("the lease is over");
        Instant rescued = info(job.id()).updatedAt();
        Assertions.assertFalse(
                rescued.isBefore(before.plus(SHORT)), "given back " + Duration.between(before, rescued) + " later");
    }

    @Checks("S9.1")
    void eachBeatCountsFromNow() {
        beat(NODE, SHORT);
        ClaimedJob job = running("x");
        beat(NODE, HOUR);
        beat(OTHER, SHORT);
        insert("another");
        ClaimedJob another = claimOne(OTHER);
        awaitRescue("the lease of the node that does not beat again is over");
        Assertions.assertEquals(JobState.NEW, info(another.id()).state(), "state of that node's job");
        Assertions.assertEquals(JobState.RUNNING, info(job.id()).state(), "state of the job of the node that beat");
    }

    @Checks("S9.1")
    void lapsedOnceTheLeaseIsOver() {
        beat(NODE, SHORT);
        awaitLapse();
        Assertions.assertTrue(beat(NODE, HOUR).lapsed(), "lapsed, once the lease was over");
        Assertions.assertFalse(beat(NODE, HOUR).lapsed(), "lapsed, at the next beat");
        ClaimedJob job = running("x");
        Assertions.assertEquals(Map.of(), store().rescue(), "jobs rescued of a node that is alive again");
        settle(Settlement.success(job.fence()));
    }

    @Checks("S9.1")
    void lapsedAfterTheRescueToo() {
        beat(NODE, SHORT);
        running("x");
        awaitRescue("the lease is over");
        Assertions.assertTrue(beat(NODE, HOUR).lapsed(), "lapsed, once its jobs were rescued");
    }

    @Checks("S9.2")
    void nothingIsToldOfANodeThatIsAlone() {
        Assertions.assertEquals(Optional.empty(), beat(NODE, HOUR).nextLapse(), "next lapse");
        Assertions.assertEquals(Optional.empty(), beat(NODE, SHORT).nextLapse(), "next lapse, again");
    }

    @Checks("S9.2")
    void tellsTheFirstLapseOfOthers() {
        beat("long", HOUR.multipliedBy(2));
        Duration least = Duration.ofMinutes(30);
        long from = System.nanoTime();
        beat(OTHER, least);
        long to = System.nanoTime();
        beat("longer", HOUR.multipliedBy(3));
        long before = System.nanoTime();
        Optional<Duration> told = beat(NODE, SHORT).nextLapse();
        long after = System.nanoTime();
        Duration left = told.orElseGet(() -> Assertions.fail("the next lapse is missing while there are others"));
        Duration most = least.minusNanos(before - to).plus(TOLERANCE);
        Duration fewest = least.minusNanos(after - from).minus(TOLERANCE);
        Assertions.assertTrue(
                left.compareTo(fewest) >= 0 && left.compareTo(most) <= 0,
                "the next lapse must be from " + fewest + " to " + most + ": " + left);
    }

    @Checks("S9.2")
    void zeroIfOneIsOverAlready() {
        beat(NODE, SHORT);
        beat("long", HOUR);
        awaitLapse();
        Beat again = beat(OTHER, HOUR);
        Assertions.assertEquals(Optional.of(Duration.ZERO), again.nextLapse(), "next lapse");
    }

    @Checks("S9.3")
    void whatItHoldsIsRescuedAtOnce() {
        beat(NODE, HOUR);
        beat(OTHER, HOUR);
        ClaimedJob job = running("x");
        insert("another");
        ClaimedJob another = claimOne(OTHER);
        store().leave(NODE);
        Assertions.assertEquals(Map.of(QUEUE, 1), store().rescue(), "jobs rescued");
        JobInfo rescued = info(job.id());
        Assertions.assertEquals(JobState.NEW, rescued.state(), "state of the job of the node that left");
        Assertions.assertEquals(JobState.RUNNING, info(another.id()).state(), "state of the job of another node");
    }

    @Checks("S9.3")
    void aNodeThatComesBackIsAliveAgain() {
        beat(NODE, HOUR);
        store().leave(NODE);
        Assertions.assertTrue(beat(NODE, HOUR).lapsed(), "lapsed, after it left");
        running("x");
        Assertions.assertEquals(Map.of(), store().rescue(), "jobs rescued");
    }

    @Checks("S9.3")
    void unknownNodesMayLeave() {
        store().leave("nobody");
        beat(NODE, HOUR);
        store().leave(NODE);
        store().leave(NODE);
        Assertions.assertEquals(Map.of(), store().rescue(), "jobs rescued");
    }

    private void awaitRescue(String what) {
        Eventually.isTrue(patience().plus(SHORT), what, () -> !store().rescue().isEmpty());
    }

    /** Until the lease of one who does not beat is over, as another node is told. */
    private void awaitLapse() {
        Eventually.isTrue(
                patience().plus(SHORT),
                "a lapse is told",
                () -> beat(OTHER, HOUR).nextLapse().equals(Optional.of(Duration.ZERO)));
    }
}
