package io.github.pgqueue.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.JobState;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.Death;
import io.github.pgqueue.chaos.history.Event.How;
import io.github.pgqueue.chaos.history.Event.What;
import io.github.pgqueue.chaos.plan.FaultKind;
import io.github.pgqueue.chaos.plan.JobKind;
import io.github.pgqueue.chaos.plan.JobSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each check sees the history that breaks it, and passes the one beside it that does not. */
@DisplayName("Checks of delivery")
class DeliveryChecksTest {

    private static final String W1 = "worker-1.1";
    private static final String W2 = "worker-2.1";

    @Nested
    class Pushes {

        private final Check check = new PushesAreKept();

        @Test
        void oneThatIsThereIsFine() {
            assertThat(new Story()
                            .pushed(1, JobKind.PLAIN)
                            .row(1, JobKind.PLAIN, JobState.SUCCESS, 1)
                            .breaches(check))
                    .isEmpty();
        }

        @Test
        void oneThatIsMissingIsFound() {
            assertThat(new Story().pushed(1, JobKind.PLAIN).breaches(check)).hasSize(1);
        }

        @Test
        void anothersJobUnderItsNumberIsFound() {
            assertThat(new Story()
                            .pushed(1, JobKind.PLAIN)
                            .row(1, JobSpec.of("other", JobKind.PLAIN), JobState.SUCCESS, 1, 0, 1)
                            .breaches(check))
                    .hasSize(1);
        }

        @Test
        void oneWhoseAnswerWasLostMayBeMissing() {
            JobSpec spec = JobSpec.of("x", JobKind.PLAIN);
            assertThat(new Story().intended(spec).refused(spec, false).breaches(check))
                    .isEmpty();
        }
    }

    @Nested
    class Left {

        private final Check check = new NothingIsLeft();

        @Test
        void aJobThatWaitsInTheEndIsFound() {
            assertThat(new Story().row(1, JobKind.PLAIN, JobState.NEW, 0).breaches(check))
                    .hasSize(1);
        }

        @Test
        void aTableThatWasNotEmptiedInTimeIsFound() {
            assertThat(new Story()
                            .write(Event.Settings.PROCESS, new Event.Drained(Story.at(9), 1))
                            .breaches(check))
                    .hasSize(1);
        }

        @Test
        void aJobThatRunsInTheEndIsFound() {
            assertThat(new Story().row(1, JobKind.PLAIN, JobState.RUNNING, 1).breaches(check))
                    .hasSize(1);
        }

        @Test
        void aPusherThatStillAwaitsIsFound() {
            Story story = new Story().pushed(1, JobKind.PLAIN).row(1, JobKind.PLAIN, JobState.SUCCESS, 1);
            assertThat(story.breaches(check)).isEmpty();
            assertThat(story.write(Event.Settings.PROCESS, new Event.Waiting(Story.at(9), "pusher-1"))
                            .breaches(check))
                    .hasSize(1);
        }
    }

    @Nested
    class Ends {

        private final Check check = new JobsEndAsMeant();

        @Test
        void oneThatWasDoneIsFine() {
            assertThat(done().breaches(check)).isEmpty();
        }

        @Test
        void aSuccessThatNobodyEarnedIsFound() {
            assertThat(new Story().row(1, JobKind.PLAIN, JobState.SUCCESS, 1).breaches(check))
                    .hasSize(1);
        }

        @Test
        void oneThatIsDoneOnceMoreIsFound() {
            assertThat(done().ran(W2, 1, JobKind.PLAIN, 2, How.RETURNED, 50, 60).breaches(check))
                    .hasSize(1);
        }

        @Test
        void anErrorOfAJobThatMustSucceedIsFound() {
            assertThat(new Story()
                            .ran(W1, 1, JobKind.PLAIN, 1, How.THREW, 1, 2)
                            .row(1, JobKind.PLAIN, JobState.ERROR, 1)
                            .breaches(check))
                    .hasSize(1);
        }

        @Test
        void attemptsAreCounted() {
            assertThat(hopeless(JobKind.HOPELESS_ATTEMPTS).breaches(check)).isEmpty();
            assertThat(hopeless(JobKind.HOPELESS_ATTEMPTS - 1).breaches(check)).hasSize(1);
            assertThat(hopeless(JobKind.HOPELESS_ATTEMPTS + 1).breaches(check)).hasSize(1);
        }

        private static Story hopeless(int attempts) {
            Story story = new Story();
            for (int attempt = 1; attempt <= attempts; attempt++) {
                story.ran(W1, 1, JobKind.HOPELESS, attempt, How.THREW, attempt * 10, attempt * 10 + 1);
            }
            return story.row(1, JobKind.HOPELESS, JobState.ERROR, attempts);
        }

        private static Story done() {
            return new Story()
                    .ran(W1, 1, JobKind.PLAIN, 1, How.RETURNED, 1, 2)
                    .row(1, JobKind.PLAIN, JobState.SUCCESS, 1);
        }
    }

    @Nested
    class Repeated {

        private final Check check = new RepeatsHaveReasons();

        @Test
        void afterAFailureIsFine() {
            assertThat(twice(How.THREW).breaches(check)).isEmpty();
        }

        @Test
        void afterASuccessIsFound() {
            assertThat(twice(How.RETURNED).breaches(check)).hasSize(1);
        }

        @Test
        void afterAnInterruptWithoutACauseIsFound() {
            assertThat(twice(How.INTERRUPTED).breaches(check)).hasSize(1);
            assertThat(twice(How.INTERRUPTED).lostLease(W1, 900).breaches(check))
                    .isEmpty();
        }

        @Test
        void afterAnInterruptByTheEndOfItsProcessIsFine() {
            assertThat(twice(How.INTERRUPTED)
                            .write(W1, new Event.Closed(Story.at(900), Story.at(1_200)))
                            .breaches(check))
                    .isEmpty();
            assertThat(twice(How.INTERRUPTED)
                            .write(W1, new Event.Closed(Story.at(9_000), Story.at(9_200)))
                            .breaches(check))
                    .hasSize(1);
        }

        @Test
        void afterAMistakeWithoutTroubleIsFound() {
            assertThat(twice(How.FAILED).breaches(check)).hasSize(1);
            assertThat(twice(How.FAILED)
                            .fault(FaultKind.TERMINATE_ALL, "", 900, 900)
                            .breaches(check))
                    .isEmpty();
        }

        @Test
        void afterACrashIsFine() {
            assertThat(twice(How.RETURNED).died(W1, Death.KILLED, 137, 2_000).breaches(check))
                    .isEmpty();
        }

        @Test
        void beforeTheCrashIsFound() {
            assertThat(twice(How.RETURNED).died(W1, Death.KILLED, 137, 9_000).breaches(check))
                    .hasSize(1);
        }

        @Test
        void afterALostLeaseIsFineOnlyInTrouble() {
            Story lost = twice(How.RETURNED).nodeLost(1, 1, W1, 3_000).lostLease(W1, 2_900);
            assertThat(lost.breaches(check)).as("for no reason").hasSize(1);
            assertThat(lost.fault(FaultKind.PAUSE_WORKER, W1, 1_000, 3_000).breaches(check))
                    .as("it was paused")
                    .isEmpty();
        }

        @Test
        void ofATransactionThatCouldNotBeCommittedIsFine() {
            Story story = new Story()
                    .row(1, JobKind.TRANSACTIONAL, JobState.SUCCESS, 2)
                    .ran(W1, 1, JobKind.TRANSACTIONAL, 1, How.RETURNED, 800, 1_000)
                    .ran(W1, 1, JobKind.TRANSACTIONAL, 2, How.RETURNED, 2_000, 2_001)
                    .fault(FaultKind.TERMINATE_ALL, "", 900, 900);
            assertThat(story.breaches(check)).as("nothing says so").hasSize(1);
            assertThat(story.told(W1, What.RETRIED, 1, 1, 1_100).breaches(check))
                    .isEmpty();
        }

        private static Story twice(How first) {
            return new Story()
                    .row(1, JobKind.PLAIN, JobState.SUCCESS, 2)
                    .ran(W1, 1, JobKind.PLAIN, 1, first, 800, 1_000)
                    .ran(W2, 1, JobKind.PLAIN, 2, How.RETURNED, 4_000, 4_001);
        }
    }

    @Nested
    class Attempts {

        private final Check check = new AttemptsTellStartsApart();

        @Test
        void oneThatIsStartedTwiceIsFound() {
            assertThat(new Story()
                            .row(1, JobKind.PLAIN, JobState.SUCCESS, 1)
                            .started(W1, 1, JobKind.PLAIN, 1, 10)
                            .started(W2, 1, JobKind.PLAIN, 1, 20)
                            .breaches(check))
                    .hasSize(1);
        }

        @Test
        void aLaterOneWithALowerNumberIsFound() {
            Story story = new Story()
                    .row(1, JobKind.PLAIN, JobState.SUCCESS, 2)
                    .started(W1, 1, JobKind.PLAIN, 2, 10)
                    .started(W2, 1, JobKind.PLAIN, 1, 20);
            assertThat(story.breaches(check)).hasSize(1);
            assertThat(story.paused(W2, 5, 4_000).breaches(check)).isEmpty();
        }

        @Test
        void oneThatNobodyStartedMustBeLost() {
            Story story = new Story().row(1, JobKind.PLAIN, JobState.SUCCESS, 2).started(W1, 1, JobKind.PLAIN, 2, 10);
            assertThat(story.breaches(check)).hasSize(1);
            assertThat(story.nodeLost(1, 1, W2, 5).breaches(check)).isEmpty();
        }
    }

    @Nested
    class AtOnce {

        private final Check check = new NeverTwiceAtOnce();

        @Test
        void twoAtOnceAreFound() {
            assertThat(both(JobKind.LONG).breaches(check)).hasSize(1);
        }

        @Test
        void oneThatStoodStillMayBeOneOfThem() {
            assertThat(both(JobKind.LONG).paused(W1, 100, 3_000).breaches(check))
                    .isEmpty();
        }

        @Test
        void oneThatIsDeafMayBeOneOfThemInTrouble() {
            assertThat(both(JobKind.DEAF).breaches(check)).hasSize(1);
            assertThat(both(JobKind.DEAF)
                            .fault(FaultKind.FREEZE_SERVER, "", 100, 2_500)
                            .breaches(check))
                    .isEmpty();
        }

        @Test
        void oneAfterTheOtherIsFine() {
            assertThat(new Story()
                            .row(1, JobKind.PLAIN, JobState.SUCCESS, 2)
                            .ran(W1, 1, JobKind.PLAIN, 1, How.THREW, 10, 20)
                            .ran(W2, 1, JobKind.PLAIN, 2, How.RETURNED, 21, 22)
                            .breaches(check))
                    .isEmpty();
        }

        private static Story both(JobKind kind) {
            return new Story()
                    .row(1, kind, JobState.SUCCESS, 2)
                    .ran(W1, 1, kind, 1, How.INTERRUPTED, 50, 3_100)
                    .ran(W2, 1, kind, 2, How.RETURNED, 2_900, 4_000);
        }
    }
}
