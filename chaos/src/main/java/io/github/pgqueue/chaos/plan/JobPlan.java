package io.github.pgqueue.chaos.plan;

import java.time.Duration;
import java.util.Random;

/**
 * Which jobs are pushed, and when. The same seed gives the same jobs, one by one: whoever takes over from a
 * pusher that was killed goes on with the same plan. Immutable.
 *
 * @param seed of the run
 * @param lease what jobs are long compared with
 * @param pace the time between two pushes of one pusher
 * @param size how many pushes a pusher has
 */
public record JobPlan(long seed, Duration lease, Duration pace, int size) {

    /** So often all pushers push one key at once. */
    private static final int CROWD_EVERY = 50;

    private static final int CROWD = 25;
    private static final int BATCH_EVERY = 60;
    private static final int BATCH = 60;
    private static final int TOTAL = total();

    private static int total() {
        int sum = 0;
        for (JobKind kind : JobKind.values()) {
            sum += kind.weight();
        }
        return sum;
    }

    /**
     * When a push is due.
     *
     * @param number from 0
     * @return counted from the beginning of the run
     */
    public Duration timeOf(int number) {
        return pace.multipliedBy(number);
    }

    /**
     * One push.
     *
     * @param pusher who pushes it, from 1
     * @param number from 0
     * @return what is pushed
     */
    public JobSpec job(int pusher, int number) {
        String token = "p" + pusher + "-" + number;
        if (number % CROWD_EVERY == CROWD_EVERY - 1) {
            return crowd(token, number);
        }
        Seeded random = new Seeded(new Random(Seeded.mix(seed, pusher, number)));
        if (number % BATCH_EVERY == BATCH_EVERY - 1) {
            return JobSpec.of(token, JobKind.PLAIN).pushed(Way.BATCH, BATCH);
        }
        return detailed(JobSpec.of(token, kind(random)), random).awaited(random.chance(10));
    }

    /** The same for all pushers but for the token. */
    private JobSpec crowd(String token, int number) {
        Seeded random = new Seeded(new Random(Seeded.mix(seed, 0, number)));
        KeyRule[] rules = {KeyRule.FINISHED, KeyRule.FINISHED, KeyRule.STARTED, KeyRule.PERIOD, KeyRule.REPLACING};
        return JobSpec.of(token, JobKind.UNIQUE)
                .running(random.millis(0, 200))
                .unique(rules[random.below(rules.length)], "key " + number)
                .pushed(Way.CROWD, CROWD);
    }

    private static JobKind kind(Seeded random) {
        int left = random.below(TOTAL);
        for (JobKind kind : JobKind.values()) {
            left -= kind.weight();
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    private JobSpec detailed(JobSpec job, Seeded random) {
        return switch (job.kind()) {
            case PLAIN, HOPELESS -> job.running(random.millis(0, 20));
            case DELAYED -> job.pausing(random.millis(50, 5_000));
            case FAILING -> job.running(random.millis(0, 20)).failing(1 + random.below(4));
            case SNOOZING -> job.pausing(random.millis(0, 1_000));
            case TRANSACTIONAL -> transactional(job, random);
            case LONG -> job.running(lease.multipliedBy(2).plus(random.millis(0, 2_000)));
            case DEAF -> job.running(lease.plus(random.millis(0, 2_000)));
            case TIMED -> job.running(JobKind.LIMIT.multipliedBy(20));
            case CANCELLED -> job.running(lease.multipliedBy(2)).pausing(random.millis(0, 1_500));
            case BOOKED -> job.pushed(random.chance(30) ? Way.ROLLBACK : Way.COMMIT, 1);
            case ORDERED -> job.at(random.below(7) - 3).running(random.millis(0, 10));
            case KILLER, UNIQUE -> job;
        };
    }

    private JobSpec transactional(JobSpec job, Seeded random) {
        return job.failing(random.chance(20) ? 1 + random.below(2) : 0)
                .running(random.chance(5) ? lease.plus(random.millis(0, 2_000)) : random.millis(0, 40));
    }
}
