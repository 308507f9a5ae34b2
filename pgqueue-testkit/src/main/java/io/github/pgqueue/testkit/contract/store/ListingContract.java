package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobFilter;
import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobPage;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.JobAdmin;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** Rule S12.3: listing jobs, page by page. */
public abstract class ListingContract extends StoreContract {

    private static final Comparator<JobInfo> WAITING = Comparator.comparing(JobInfo::priority)
            .thenComparing(JobInfo::runAt)
            .thenComparing(JobInfo::id);
    private static final Comparator<JobInfo> LATEST_FIRST =
            Comparator.comparing(JobInfo::updatedAt).thenComparing(JobInfo::id).reversed();

    /** For subclasses. */
    protected ListingContract() {}

    @Checks("S12.3")
    void waitingOnesInTheOrderOfClaims() {
        List<NewJob> jobs = new ArrayList<>();
        Instant time = now().plus(HOUR);
        for (int i = 0; i < 25; i++) {
            NewJob job = NewJob.of("x").withPriority(i % 3 - 1);
            jobs.add(i % 2 == 0 ? job : job.withRunAt(time.minusMillis(i % 5)));
        }
        insertAmongOthers(jobs);
        List<JobInfo> listed = all(JobFilter.in(JobState.NEW), 7);
        Assertions.assertEquals(25, listed.size(), "jobs listed");
        assertListed(WAITING, listed, JobState.NEW);
    }

    @Checks("S12.3")
    void finishedOnesLatestFirst() {
        store().insert(QUEUE, Collections.nCopies(25, NewJob.of("x")));
        List<ClaimedJob> claimed = new ArrayList<>(claim(25));
        // Ends at the same time, in several goes, so that the order is not that of the ids.
        for (int i = 0; i < 5; i++) {
            int part = i;
            settle(claimed.stream()
                    .filter(job -> job.id() % 5 == part)
                    .map(job -> Settlement.success(job.fence()))
                    .toArray(Settlement[]::new));
        }
        insertAmongOthers(jobs("waits"));
        List<JobInfo> listed = all(JobFilter.in(JobState.SUCCESS), 4);
        Assertions.assertEquals(25, listed.size(), "jobs listed");
        assertListed(LATEST_FIRST, listed, JobState.SUCCESS);
    }

    @Checks("S12.3")
    void eachState() {
        List<ClaimedJob> claimed = OneInEachState.in(this);
        for (ClaimedJob job : claimed) {
            JobInfo info = info(job.id());
            Assertions.assertEquals(
                    List.of(info),
                    all(JobFilter.in(info.state()), 10),
                    "jobs in " + info.state() + " as found one by one");
        }
    }

    @Checks("S12.3")
    void waitingOnesByTheirDueTime() {
        Instant time = now().plus(HOUR).truncatedTo(ChronoUnit.MILLIS);
        List<NewJob> jobs = new ArrayList<>();
        for (int i = -2; i <= 2; i++) {
            jobs.add(NewJob.of("x").withRunAt(time.plus(i, ChronoUnit.MICROS)).withPriority(i * i));
        }
        List<Long> ids = insert(store(), QUEUE, jobs);
        JobFilter waiting = JobFilter.in(JobState.NEW);
        assertIds(List.of(ids.get(2), ids.get(3), ids.get(4)), waiting.since(time));
        assertIds(List.of(ids.get(1), ids.get(0)), waiting.until(time));
        Instant next = time.plus(1, ChronoUnit.MICROS);
        assertIds(List.of(ids.get(2)), waiting.since(time).until(next));
        assertIds(List.of(), waiting.since(next).until(time));
    }

    @Checks("S12.3")
    void othersByTheTimeOfTheirLastChange() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ClaimedJob job = running("x");
            settle(Settlement.error(job.fence(), FAILURE));
            ids.add(job.id());
        }
        JobFilter failed = JobFilter.in(JobState.ERROR);
        Instant middle = info(ids.get(1)).updatedAt();
        assertIds(List.of(ids.get(2), ids.get(1)), failed.since(middle));
        assertIds(List.of(ids.get(0)), failed.until(middle));
        assertIds(
                List.of(ids.get(1)), failed.since(middle).until(info(ids.get(2)).updatedAt()));
    }

    @Checks("S12.3")
    void aPageHasAtMostTheLimitAndTheLastOneNoNext() {
        Assertions.assertEquals(
                new JobPage(List.of(), Optional.empty()),
                page(JobFilter.in(JobState.NEW), 5, Optional.empty()),
                "none");
        insertAmongOthers(jobs("a", "b", "c"));
        JobPage all = page(JobFilter.in(JobState.NEW), 10, Optional.empty());
        Assertions.assertEquals(3, all.jobs().size(), "jobs on the only page");
        Assertions.assertEquals(Optional.empty(), all.next(), "next after the only page");
        JobPage first = page(JobFilter.in(JobState.NEW), 2, Optional.empty());
        Assertions.assertEquals(all.jobs().subList(0, 2), first.jobs(), "the first page");
        JobPage last = page(JobFilter.in(JobState.NEW), 2, first.next());
        Assertions.assertEquals(all.jobs().subList(2, 3), last.jobs(), "the second page");
        Assertions.assertEquals(Optional.empty(), last.next(), "next after the second page");
    }

    @Checks("S12.3")
    void whatIsFromNoPageIsRefused() {
        insert("x");
        JobAdmin admin = admin();
        for (String from : List.of("", "x", "'; select 1; --", "1,2,3,4,5,6,7", "\0", "-1", "9".repeat(40), "日本語")) {
            Assertions.assertThrows(
                    IllegalArgumentException.class,
                    () -> admin.list(QUEUE, JobFilter.in(JobState.NEW), 5, Optional.of(from)),
                    "from '" + from + "'");
        }
    }

    /** The same jobs in another queue must not be listed. */
    private void insertAmongOthers(List<NewJob> jobs) {
        store().insert(QUEUE, jobs);
        store().insert("another queue", jobs);
    }

    private JobPage page(JobFilter filter, int limit, Optional<String> from) {
        JobPage page = admin().list(QUEUE, filter, limit, from);
        Assertions.assertTrue(
                page.jobs().size() <= limit, "jobs on a page: " + page.jobs().size());
        return page;
    }

    private List<JobInfo> all(JobFilter filter, int limit) {
        List<JobInfo> all = new ArrayList<>();
        JobPage page = page(filter, limit, Optional.empty());
        all.addAll(page.jobs());
        for (int pages = 1; page.next().isPresent(); pages++) {
            Assertions.assertTrue(pages < 100, "the pages never end");
            page = page(filter, limit, page.next());
            all.addAll(page.jobs());
        }
        return all;
    }

    private void assertListed(Comparator<JobInfo> order, List<JobInfo> listed, JobState state) {
        List<Long> expected = listed.stream()
                .map(JobInfo::id)
                .distinct()
                .map(this::info)
                .filter(job -> job.state() == state)
                .sorted(order)
                .map(JobInfo::id)
                .toList();
        Assertions.assertEquals(expected, listed.stream().map(JobInfo::id).toList(), "ids listed");
    }

    private void assertIds(List<Long> expected, JobFilter filter) {
        Assertions.assertEquals(
                expected, all(filter, 2).stream().map(JobInfo::id).toList(), "ids listed by " + filter);
    }
}
