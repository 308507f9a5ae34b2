package io.github.pgqueue.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlansTest {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final JobPlan JOBS = new JobPlan(7, LEASE, Duration.ofMillis(80), 3_000);
    private static final FaultPlan FAULTS = new FaultPlan(7, Duration.ofMinutes(10), 4, 2, true);

    private static List<JobSpec> jobs(JobPlan plan, int pusher) {
        return IntStream.range(0, plan.size())
                .mapToObj(number -> plan.job(pusher, number))
                .toList();
    }

    @Test
    void theSameSeedGivesTheSameJobs() {
        assertThat(jobs(JOBS, 1)).isEqualTo(jobs(new JobPlan(7, LEASE, Duration.ofMillis(80), 3_000), 1));
        assertThat(jobs(JOBS, 1)).isNotEqualTo(jobs(new JobPlan(8, LEASE, Duration.ofMillis(80), 3_000), 1));
        assertThat(jobs(JOBS, 1)).isNotEqualTo(jobs(JOBS, 2));
    }

    @Test
    void thereAreJobsOfEveryKind() {
        assertThat(jobs(JOBS, 1).stream().map(JobSpec::kind).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(JobKind.values());
        assertThat(jobs(JOBS, 1).stream().map(JobSpec::way).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Way.values());
        assertThat(jobs(JOBS, 1).stream().map(JobSpec::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(KeyRule.values());
    }

    @Test
    void allPushersPushAKeyAtTheSameTime() {
        IntStream.range(0, JOBS.size())
                .filter(number -> JOBS.job(1, number).kind() == JobKind.UNIQUE)
                .forEach(number -> {
                    assertThat(JOBS.job(2, number).key())
                            .isEqualTo(JOBS.job(1, number).key());
                    assertThat(JOBS.job(2, number).token())
                            .isNotEqualTo(JOBS.job(1, number).token());
                });
    }

    @Test
    void aJobTravelsAsItsPayload() {
        jobs(JOBS, 1).forEach(job -> assertThat(JobSpec.parse(job.format())).isEqualTo(job));
    }

    @Test
    void theSameSeedGivesTheSameFaults() {
        for (FaultKind.Lane lane : FaultKind.Lane.values()) {
            if (lane != FaultKind.Lane.NONE) {
                FaultPlan same = new FaultPlan(7, Duration.ofMinutes(10), 4, 2, true);
                assertThat(FAULTS.of(lane)).isEqualTo(same.of(lane)).isNotEmpty();
            }
        }
    }

    @Test
    void thereAreFaultsOfEveryKindAndOneAfterTheOther() {
        for (FaultKind.Lane lane : FaultKind.Lane.values()) {
            if (lane != FaultKind.Lane.NONE) {
                List<PlannedFault> faults = FAULTS.of(lane);
                assertThat(faults.stream().map(PlannedFault::kind).collect(Collectors.toSet()))
                        .isEqualTo(kinds(lane));
                for (int i = 1; i < faults.size(); i++) {
                    PlannedFault before = faults.get(i - 1);
                    assertThat(faults.get(i).at())
                            .isGreaterThanOrEqualTo(before.at().plus(before.length()));
                }
            }
        }
    }

    @Test
    void aServerOfSomebodyElsesIsNotStopped() {
        assertThat(new FaultPlan(7, Duration.ofMinutes(10), 4, 2, false).of(FaultKind.Lane.SERVER))
                .isNotEmpty()
                .noneMatch(fault -> fault.kind().needsOwnServer());
    }

    private static Set<FaultKind> kinds(FaultKind.Lane lane) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind.lane() == lane)
                .collect(Collectors.toSet());
    }
}
