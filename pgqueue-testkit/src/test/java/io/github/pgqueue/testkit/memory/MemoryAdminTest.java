package io.github.pgqueue.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.BulkAction;
import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do in memory, beside the contract's rules. */
@Timeout(60)
class MemoryAdminTest {

    private static final String QUEUE = "mail";
    private static final JobFilter WAITING = JobFilter.in(JobState.NEW);
    private static final JobFilter DONE = JobFilter.in(JobState.SUCCESS);
    private static final JobFilter CANCELLED = JobFilter.in(JobState.CANCELLED);

    private final QueueStore store = open(Duration.ofDays(1));
    private final JobAdmin admin = store.admin().orElseThrow();
    private long lastClaim;

    private static QueueStore open(Duration retention) {
        MemoryBackend memory = new MemoryBackend();
        return memory.open(PgQueuesConfig.builder(memory)
                .retention(JobState.SUCCESS, retention)
                .build());
    }

    @BeforeEach
    void bootstrap() {
        store.bootstrap();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aPageGoesOnWhereTheLastEndedWhateverComesMeanwhile() {
        List<Long> first = finish(4);
        JobPage page = admin.list(QUEUE, DONE, 2, Optional.empty());
        assertThat(page.jobs()).extracting(JobInfo::id).containsExactly(first.get(3), first.get(2));
        finish(3);
        JobPage next = admin.list(QUEUE, DONE, 2, page.next());
        assertThat(next.jobs()).extracting(JobInfo::id).containsExactly(first.get(1), first.get(0));
        assertThat(next.next()).isEmpty();
    }

    @Test
    void jobsOfOneTimeAreToldApartByTheirIds() {
        insert(5);
        List<Long> found = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            JobPage page = admin.list(QUEUE, WAITING, 2, from);
            page.jobs().forEach(job -> found.add(job.id()));
            from = page.next();
        } while (from.isPresent());
        assertThat(found).hasSize(5).doesNotHaveDuplicates().isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1,2", "1,2,3", "x,2026-11-01T00:00:00Z,1", "1,2026-11-01T00:00:00Z,1,1"})
    void aPageThatIsNoneIsRefused(String from) {
        assertThatThrownBy(() -> admin.list(QUEUE, WAITING, 2, Optional.of(from)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from must be")
                .hasMessageContaining("'" + from + "'");
    }

    @Test
    void manyAreTouchedInSteps() {
        insert(2_500);
        List<Long> touched = new ArrayList<>();
        OptionalLong from = OptionalLong.empty();
        do {
            JobAdmin.Step step = admin.apply(QUEUE, BulkAction.CANCEL, WAITING, from);
            touched.add(step.touched());
            from = step.next();
        } while (from.isPresent());
        assertThat(touched).containsExactly(1_000L, 1_000L, 500L);
        assertThat(admin.preview(QUEUE, BulkAction.CANCEL, WAITING)).isZero();
    }

    @Test
    void ofTwoWithOneKeyOneIsRetried() {
        NewJob job = NewJob.of("x").withUniqueKey(UniqueKey.of("key"));
        for (int i = 0; i < 2; i++) {
            List<Inserted> inserted = store.insert(QUEUE, List.of(job));
            store.cancel(QUEUE, inserted.get(0).id());
        }
        assertThat(admin.apply(QUEUE, BulkAction.RETRY, CANCELLED, OptionalLong.empty()))
                .isEqualTo(new JobAdmin.Step(1, OptionalLong.empty()));
        assertThat(admin.preview(QUEUE, BulkAction.RETRY, CANCELLED)).isZero();
    }

    @Test
    void theStoresOwnRetentionCounts() {
        try (QueueStore other = open(Duration.ofNanos(1))) {
            other.bootstrap();
            other.insert(QUEUE, List.of(NewJob.of("x"), NewJob.of("y")));
            List<ClaimedJob> claimed =
                    other.exchange(new Exchange(QUEUE, "node", 1, List.of(), 1)).claimed();
            Settlement end = Settlement.success(claimed.get(0).fence());
            other.exchange(new Exchange(QUEUE, "node", 2, List.of(end), 0));
            JobAdmin pruner = other.admin().orElseThrow();
            assertThat(pruner.prunable()).isEqualTo(1);
            assertThat(pruner.prune(10)).isEqualTo(1);
            assertThat(other.stats()).singleElement().matches(left -> left.state() == JobState.NEW);
        }
        finish(1);
        assertThat(admin.prunable()).isZero();
    }

    @Test
    void aDutyGoesOverWhenItsTimeIsOver() {
        assertThat(admin.takeDuty("prune", "one", Duration.ofMillis(5))).isTrue();
        assertThat(admin.takeDuty("other", "two", Duration.ofHours(1))).isTrue();
        boolean taken;
        do {
            taken = admin.takeDuty("prune", "two", Duration.ofHours(1));
        } while (!taken);
        assertThat(admin.takeDuty("prune", "one", Duration.ofHours(1))).isFalse();
    }

    @Test
    void cancellingWhileOthersClaimLosesNoJob() {
        insert(3_000);
        CompletableFuture<Long> claimed = CompletableFuture.supplyAsync(this::claimAll);
        long cancelled = 0;
        OptionalLong from = OptionalLong.empty();
        do {
            JobAdmin.Step step = admin.apply(QUEUE, BulkAction.CANCEL, WAITING, from);
            cancelled += step.touched();
            from = step.next();
        } while (from.isPresent());
        assertThat(claimed.join() + cancelled).isEqualTo(3_000);
    }

    private long claimAll() {
        long all = 0;
        long claim = 1_000_000;
        while (true) {
            int now = store.exchange(new Exchange(QUEUE, "node", ++claim, List.of(), 7))
                    .claimed()
                    .size();
            if (now == 0) {
                return all;
            }
            all += now;
        }
    }

    @Test
    void nothingIsAnsweredOnceTheStoreIsClosed() {
        store.close();
        assertThatThrownBy(admin::paused).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> admin.prune(1)).isInstanceOf(IllegalStateException.class);
    }

    private void insert(int count) {
        store.insert(QUEUE, Collections.nCopies(count, NewJob.of("x")));
    }

    /** One after the other, so that each has a time of its own. */
    private List<Long> finish(int count) {
        return IntStream.range(0, count).mapToObj(i -> finishOne()).toList();
    }

    private long finishOne() {
        insert(1);
        ClaimedJob job = store.exchange(new Exchange(QUEUE, "node", ++lastClaim, List.of(), 1))
                .claimed()
                .get(0);
        Settlement end = Settlement.success(job.fence());
        store.exchange(new Exchange(QUEUE, "node", ++lastClaim, List.of(end), 0));
        return job.id();
    }
}
