package io.github.pgqueue.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.CancelResult;
import io.github.pgqueue.JobState;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.Death;
import io.github.pgqueue.chaos.history.Event.How;
import io.github.pgqueue.chaos.history.Event.What;
import io.github.pgqueue.chaos.plan.FaultKind;
import io.github.pgqueue.chaos.plan.JobKind;
import io.github.pgqueue.chaos.plan.JobSpec;
import io.github.pgqueue.chaos.plan.KeyRule;
import io.github.pgqueue.chaos.plan.Queues;
import io.github.pgqueue.chaos.plan.Way;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** As {@link DeliveryChecksTest}, of what else is promised. */
@DisplayName("Checks of the other promises")
class PromiseChecksTest {

    private static final String W1 = "worker-1.1";
    private static final String W2 = "worker-2.1";

    private static JobSpec spec(String token, JobKind kind, KeyRule rule, String key, Way way, int copies) {
        return new JobSpec(token, kind, 0, 0, Duration.ZERO, Duration.ZERO, rule, key, way, copies, false);
    }

    @Nested
    class Invented {

        private final Check check = new NothingIsInvented();

        @Test
        void aJobThatNobodyPushedIsFound() {
            assertThat(new Story().row(1, JobKind.PLAIN, JobState.SUCCESS, 1).breaches(check))
                    .hasSize(1);
        }

        @Test
        void aJobThatIsThereTwiceIsFound() {
            JobSpec spec = JobSpec.of("x", JobKind.PLAIN);
            assertThat(new Story()
                            .pushed(1, spec)
                            .row(1, spec, JobState.SUCCESS, 1, 0, 1)
                            .row(2, spec, JobState.SUCCESS, 1, 0, 1)
                            .breaches(check))
                    .hasSize(1);
        }

        @Test
        void halfABatchIsFound() {
            JobSpec batch = spec("x", JobKind.PLAIN, KeyRule.NONE, "", Way.BATCH, 2);
            Story story = new Story().intended(batch).row(1, batch.each().get(0), JobState.SUCCESS, 1, 0, 1);
            assertThat(story.breaches(check)).hasSize(1);
            assertThat(story.row(2, batch.each().get(1), JobState.SUCCESS, 1, 0, 1)
                            .breaches(check))
                    .isEmpty();
        }

        @Test
        void oneThatWasRolledBackIsFound() {
            JobSpec spec = spec("x", JobKind.BOOKED, KeyRule.NONE, "", Way.ROLLBACK, 1);
            Story story = new Story().intended(spec).refused(spec, true);
            assertThat(story.breaches(check)).isEmpty();
            assertThat(story.row(1, spec, JobState.SUCCESS, 1, 0, 1).booked("x").breaches(check))
                    .hasSize(1);
        }

        @Test
        void oneWithoutTheRowOfItsTransactionIsFound() {
            JobSpec spec = spec("x", JobKind.BOOKED, KeyRule.NONE, "", Way.COMMIT, 1);
            Story story = new Story().pushed(1, spec).row(1, spec, JobState.SUCCESS, 1, 0, 1);
            assertThat(story.breaches(check)).hasSize(1);
            assertThat(story.booked("x").breaches(check)).isEmpty();
        }
    }

    @Nested
    class Effects {

        private final Check check = new EffectsAreOnce();
        private final Story story = new Story().row(1, JobKind.TRANSACTIONAL, JobState.SUCCESS, 2);

        @Test
        void oneByTheAttemptThatSucceededIsFine() {
            assertThat(story.effect(1, 2).breaches(check)).isEmpty();
        }

        @Test
        void noneIsFound() {
            assertThat(story.breaches(check)).hasSize(1);
        }

        @Test
        void twoAreFound() {
            assertThat(story.effect(1, 2).effect(1, 2).breaches(check)).hasSize(1);
        }

        @Test
        void oneByAnotherAttemptIsFound() {
            assertThat(story.effect(1, 1).breaches(check)).hasSize(1);
        }

        @Test
        void oneOfAJobThatFailedIsFound() {
            assertThat(new Story()
                            .row(1, JobKind.TRANSACTIONAL, JobState.ERROR, 2)
                            .effect(1, 2)
                            .breaches(check))
                    .hasSize(1);
        }
    }

    @Nested
    class Early {

        private final Check check = new NothingIsEarly();

        @Test
        void aStartBeforeItsTimeIsFound() {
            Story story = new Story().row(1, JobKind.PLAIN, JobState.SUCCESS, 1);
            assertThat(story.started(W1, 1, JobKind.PLAIN, 1, 990, 0, 1_000).breaches(check))
                    .hasSize(1);
        }

        @Test
        void aDelayThatWasForgottenIsFound() {
            JobSpec spec = new JobSpec(
                    "job 1",
                    JobKind.DELAYED,
                    0,
                    0,
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    KeyRule.NONE,
                    "",
                    Way.SINGLE,
                    1,
                    false);
            Story story = new Story().row(1, spec, JobState.SUCCESS, 1, 0, 9);
            assertThat(story.started(W1, 1, JobKind.DELAYED, 1, 500).breaches(check))
                    .hasSize(1);
        }

        @Test
        void aPauseThatIsTooShortIsFound() {
            assertThat(again(Queues.PAUSE.toMillis() - 10).breaches(check)).hasSize(1);
            assertThat(again(Queues.PAUSE.toMillis()).breaches(check)).isEmpty();
        }

        private static Story again(long pause) {
            return new Story()
                    .row(1, JobKind.FAILING, JobState.SUCCESS, 2)
                    .ran(W1, 1, JobKind.FAILING, 1, How.THREW, 10, 20)
                    .ran(W1, 1, JobKind.FAILING, 2, How.RETURNED, 20 + pause, 400);
        }
    }

    @Nested
    class Keys {

        private final Check check = new KeysAreUnique();

        @Test
        void twoThatHoldItTogetherAreFound() {
            assertThat(two(KeyRule.FINISHED, 500, 100).breaches(check)).hasSize(1);
            assertThat(two(KeyRule.FINISHED, 500, 500).breaches(check)).isEmpty();
        }

        @Test
        void aPeriodThatIsTooShortIsFound() {
            assertThat(two(KeyRule.PERIOD, 1, 2_000).breaches(check)).hasSize(1);
            assertThat(two(KeyRule.PERIOD, 1, KeyRule.TIME.toMillis()).breaches(check))
                    .isEmpty();
        }

        @Test
        void oneBesideAJobThatWasNotStartedIsFound() {
            Story story = two(KeyRule.STARTED, 900, 400);
            assertThat(story.started(W1, 1, JobKind.UNIQUE, 1, 800).breaches(check))
                    .hasSize(1);
            assertThat(two(KeyRule.STARTED, 900, 400)
                            .started(W1, 1, JobKind.UNIQUE, 1, 300)
                            .breaches(check))
                    .isEmpty();
        }

        @Test
        void twoWhoBothAddedTheSameAreFound() {
            JobSpec one = spec("a", JobKind.UNIQUE, KeyRule.FINISHED, "k", Way.SINGLE, 1);
            JobSpec two = spec("b", JobKind.UNIQUE, KeyRule.FINISHED, "k", Way.SINGLE, 1);
            Story story = new Story()
                    .pushed(1, one)
                    .row(1, one, JobState.SUCCESS, 1, 0, 9)
                    .intended(two);
            assertThat(story.breaches(check)).isEmpty();
            assertThat(story.acked(two, false, 1L).breaches(check)).hasSize(1);
        }

        private static Story two(KeyRule rule, long firstEnds, long secondBegins) {
            JobSpec one = spec("a", JobKind.UNIQUE, rule, "k", Way.SINGLE, 1);
            JobSpec two = spec("b", JobKind.UNIQUE, rule, "k", Way.SINGLE, 1);
            return new Story()
                    .pushed(1, one)
                    .pushed(2, two)
                    .row(1, one, JobState.SUCCESS, 1, 0, firstEnds)
                    .row(2, two, JobState.SUCCESS, 1, secondBegins, secondBegins + 1);
        }
    }

    @Nested
    class Order {

        private final Check check = new OrderIsKept();

        @Test
        void theWrongOneFirstIsFound() {
            assertThat(three(1, 0).breaches(check)).hasSize(1);
            assertThat(three(0, 1).breaches(check)).isEmpty();
        }

        @Test
        void inTroubleTheyMayHaveBeenHeldBySomebody() {
            assertThat(three(1, 0).fault(FaultKind.TERMINATE_ALL, "", 40, 40).breaches(check))
                    .isEmpty();
        }

        private static Story three(int second, int third) {
            return new Story()
                    .pushed(1, JobKind.ORDERED)
                    .pushed(2, JobKind.ORDERED)
                    .pushed(3, JobKind.ORDERED)
                    .started(W1, 1, JobKind.ORDERED, 1, 10)
                    .ended(W1, 1, 1, How.RETURNED, 50)
                    .started(W1, 2, JobKind.ORDERED, 1, 60, second, 0)
                    .ended(W1, 2, 1, How.RETURNED, 70)
                    .started(W1, 3, JobKind.ORDERED, 1, 80, third, 0);
        }
    }

    @Nested
    class Workers {

        private final Check check = new WorkersAreCounted();

        @Test
        void oneTooManyIsFound() {
            Story story = new Story();
            for (int id = 1; id <= Queues.parallel(Queues.MAIN); id++) {
                story.started(W1, id, JobKind.PLAIN, 1, id);
            }
            assertThat(story.breaches(check)).isEmpty();
            assertThat(story.started(W1, 99, JobKind.PLAIN, 1, 99).breaches(check))
                    .hasSize(1);
        }
    }

    @Nested
    class Cancels {

        private final Check check = new CancelsAreHeard();

        @Test
        void oneThatIsDoneAllTheSameIsFound() {
            assertThat(job(JobState.SUCCESS)
                            .cancelled(1, CancelResult.CANCELLED, 10)
                            .breaches(check))
                    .hasSize(1);
            assertThat(job(JobState.CANCELLED)
                            .cancelled(1, CancelResult.CANCELLED, 10)
                            .breaches(check))
                    .isEmpty();
        }

        @Test
        void oneThatStartsAfterItIsFound() {
            assertThat(job(JobState.CANCELLED)
                            .cancelled(1, CancelResult.CANCELLED, 10)
                            .started(W1, 1, JobKind.CANCELLED, 1, 20)
                            .breaches(check))
                    .isNotEmpty();
        }

        @Test
        void aHandlerThatGoesOnIsFound() {
            assertThat(running(3_000).breaches(check)).hasSize(1);
            assertThat(running(1_000).breaches(check)).isEmpty();
            assertThat(running(3_000).paused(W1, 500, 2_900).breaches(check)).isEmpty();
        }

        private static Story running(long end) {
            return job(JobState.CANCELLED)
                    .ran(W1, 1, JobKind.CANCELLED, 1, How.INTERRUPTED, 5, end)
                    .cancelled(1, CancelResult.REQUESTED, 10);
        }

        private static Story job(JobState state) {
            return new Story().row(1, JobKind.CANCELLED, state, 1);
        }
    }

    @Nested
    class Told {

        @Test
        void aSuccessThatIsNotWrittenIsFound() {
            Check check = new WhatIsToldIsTrue();
            Story story = new Story().row(1, JobKind.PLAIN, JobState.SUCCESS, 2);
            assertThat(story.told(W1, What.SUCCEEDED, 1, 2, 10).breaches(check)).isEmpty();
            assertThat(story.told(W1, What.SUCCEEDED, 1, 1, 10).breaches(check)).hasSize(1);
        }

        @Test
        void aRetryThatNeverCameIsFound() {
            Check check = new WhatIsToldIsTrue();
            Story story = new Story().row(1, JobKind.PLAIN, JobState.SUCCESS, 2);
            assertThat(story.told(W1, What.RETRIED, 1, 1, 10).breaches(check)).isEmpty();
            assertThat(story.told(W1, What.RETRIED, 1, 2, 10).breaches(check)).hasSize(1);
        }

        @Test
        void aRetryThatWasCancelledIsFine() {
            Check check = new WhatIsToldIsTrue();
            Story story = new Story().row(1, JobKind.CANCELLED, JobState.CANCELLED, 1);
            assertThat(story.told(W1, What.RETRIED, 1, 1, 10).breaches(check)).isEmpty();
            assertThat(story.told(W1, What.SUCCEEDED, 1, 1, 10).breaches(check)).hasSize(1);
        }

        @Test
        void anOutcomeThatIsNotSoIsFound() {
            Check check = new OutcomesAreTrue();
            Story story = new Story().row(1, JobKind.PLAIN, JobState.SUCCESS, 1);
            assertThat(story.write("pusher-1.1", new Event.Outcome(Story.at(9), 1, "SUCCESS", "job 1"))
                            .breaches(check))
                    .isEmpty();
            assertThat(story.write("pusher-1.1", new Event.Outcome(Story.at(9), 1, "SUCCESS", "other"))
                            .breaches(check))
                    .hasSize(1);
            assertThat(story.write("pusher-1.1", new Event.Outcome(Story.at(9), 1, "ERROR", ""))
                            .breaches(check))
                    .hasSize(2);
        }
    }

    @Nested
    class Leases {

        @Test
        void oneThatIsTakenFromTheLivingIsFound() {
            Check check = new LivingNodesAreSpared();
            assertThat(taken().breaches(check)).hasSize(1);
            assertThat(taken().lostLease(W1, 2_900).breaches(check)).isEmpty();
            assertThat(taken().died(W1, Death.KILLED, 137, 1_000).breaches(check))
                    .isEmpty();
            assertThat(taken().paused(W1, 500, 6_000).breaches(check))
                    .as("it woke, and did not notice")
                    .hasSize(1);
            assertThat(taken().paused(W1, 500, 6_000).lostLease(W1, 6_001).breaches(check))
                    .isEmpty();
        }

        @Test
        void oneThatIsLostForNoReasonIsFound() {
            Check check = new LeasesAreHeld();
            assertThat(new Story().lostLease(W1, 5_000).breaches(check)).hasSize(1);
            assertThat(new Story()
                            .lostLease(W1, 5_000)
                            .paused(Event.Settings.PROCESS, 4_000, 4_500)
                            .breaches(check))
                    .as("the machine was busy")
                    .isEmpty();
            assertThat(new Story()
                            .lostLease(W1, 5_000)
                            .write(W1, new Event.Born(Story.at(3_000), "x"))
                            .breaches(check))
                    .as("it had only started")
                    .isEmpty();
            assertThat(new Story()
                            .lostLease(W1, 5_000)
                            .fault(FaultKind.RESTART_SERVER, "", 3_000, 4_000)
                            .breaches(check))
                    .isEmpty();
        }

        @Test
        void anEndThatIsLostForNoReasonIsFound() {
            Check check = new LeasesAreHeld();
            assertThat(taken().told(W2, What.ACK_LOST, 1, 2, 5_000).breaches(check))
                    .hasSize(1);
            assertThat(taken().told(W1, What.ACK_LOST, 1, 1, 5_000).breaches(check))
                    .as("it was taken away before")
                    .isEmpty();
        }

        private static Story taken() {
            return new Story()
                    .row(1, JobKind.LONG, JobState.SUCCESS, 2)
                    .ran(W1, 1, JobKind.LONG, 1, How.INTERRUPTED, 50, 7_000)
                    .nodeLost(1, 1, W1, 3_000);
        }
    }

    @Nested
    class Calm {

        @Test
        void aStartThatIsLateAfterAllFaultsIsFound() {
            assertThat(pushedAt(20_000, 23_000)).hasSize(1);
            assertThat(pushedAt(20_000, 20_500)).isEmpty();
            assertThat(pushedAt(5_000, 9_000)).as("before").isEmpty();
        }

        private static List<String> pushedAt(long pushed, long started) {
            return new Story()
                    .calm(5_000)
                    .write(Event.Settings.PROCESS, new Event.Drained(Story.at(10_000), 0))
                    .write(
                            W1,
                            new Event.Started(
                                    Story.at(started), Queues.MAIN, 1, 1, Story.at(pushed), Story.at(pushed), 0, "x"))
                    .breaches(new CalmIsQuick());
        }
    }

    @Nested
    class Processes {

        private final Check check = new ProcessesEndAsAsked();

        @Test
        void oneThatDoesNotEndIsFound() {
            assertThat(new Story().died(W1, Death.STUCK, 137, 1).breaches(check))
                    .hasSize(1);
            assertThat(new Story().died(W1, Death.CLOSED, 0, 1).breaches(check)).isEmpty();
            assertThat(new Story().died(W1, Death.CLOSED, 1, 1).breaches(check)).hasSize(1);
        }

        @Test
        void oneThatTakesTooLongIsFound() {
            Story slow = new Story().write(W1, new Event.Closed(Story.at(0), Story.at(2_600)));
            assertThat(slow.breaches(check)).hasSize(1);
            assertThat(slow.paused(W1, 100, 900).breaches(check)).isEmpty();
            assertThat(new Story()
                            .write(W1, new Event.Closed(Story.at(0), Story.at(2_000)))
                            .breaches(check))
                    .isEmpty();
        }

        @Test
        void oneThatEndsByItselfIsFound() {
            assertThat(new Story().died(W1, Death.CRASHED, 1, 1).breaches(check))
                    .hasSize(1);
            assertThat(new Story()
                            .ran(W1, 1, JobKind.KILLER, 1, How.HALTED, 0, 1)
                            .died(W1, Death.CRASHED, 137, 1)
                            .breaches(check))
                    .isEmpty();
        }
    }
}
