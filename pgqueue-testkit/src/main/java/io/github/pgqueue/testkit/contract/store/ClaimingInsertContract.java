package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.InsertedJobs;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.AtOnce;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assertions;

/** Rules S18.1 to S18.5: jobs that are claimed by the call that adds them. A store may add all, and claim none. */
public abstract class ClaimingInsertContract extends StoreContract {

    private static final int CALLERS = 16;
    private static final int CALLS = 15;

    /** For subclasses. */
    protected ClaimingInsertContract() {}

    @Checks("S18.1")
    void areAddedInTheirOrder() {
        List<NewJob> jobs =
                List.of(NewJob.of("b").withPriority(5), NewJob.withoutPayload(), NewJob.of(""), NewJob.of("a"));
        List<Inserted> inserted = store().insert(asked(4), jobs).inserted();
        Assertions.assertEquals(4, inserted.size(), "answers for four jobs");
        for (int place = 0; place < jobs.size(); place++) {
            JobInfo found = info(inserted.get(place).id());
            Assertions.assertEquals(jobs.get(place).priority(), found.priority(), "priority of job " + place);
            Assertions.assertFalse(inserted.get(place).wasThere(), "told that job " + place + " was there");
            Assertions.assertTrue(
                    place == 0
                            || inserted.get(place - 1).id()
                                    < inserted.get(place).id(),
                    "ids in the order of the jobs");
        }
    }

    @Checks("S18.1")
    void allOrNone() throws SQLException {
        refuse("poison");
        Assertions.assertThrows(
                StoreException.class, () -> store().insert(asked(2), jobs("fine", "poison")), "insert of both");
        Assertions.assertEquals(List.of(), store().stats(), "jobs in the table");
    }

    @Checks("S18.1")
    void noneWhoseKeyIsHeld() {
        NewJob unique = NewJob.of("x").withUniqueKey(UniqueKey.of("key"));
        long first = insert(unique);
        InsertedJobs second = store().insert(asked(1), List.of(unique));
        Assertions.assertEquals(List.of(new Inserted(first, true)), second.inserted(), "answer for a key that is held");
        Assertions.assertEquals(List.of(), second.claimed(), "claimed of what was there");
        Assertions.assertEquals(JobState.NEW, info(first).state(), "state of the first");
    }

    @Checks("S18.2")
    void whatIsClaimedRunsAndTheRestIsNew() {
        List<NewJob> jobs = List.of(NewJob.of("c").withPriority(1), NewJob.of("a"), NewJob.of("b"));
        Exchange asked = asked(3);
        InsertedJobs added = store().insert(asked, jobs);
        Set<Long> rest = new HashSet<>(ids(added));
        for (ClaimedJob job : added.claimed()) {
            Assertions.assertTrue(rest.remove(job.id()), "job " + job.id() + " was added, and claimed once");
            Assertions.assertEquals(new Fence(job.id(), 1, asked.claim()), job.fence(), "fence");
            Assertions.assertEquals(QUEUE, job.queueName(), "queue");
            NewJob pushed = jobs.get(ids(added).indexOf(job.id()));
            Assertions.assertArrayEquals(pushed.payload(), job.payload(), "payload");
            JobInfo found = info(job.id());
            Assertions.assertEquals(JobState.RUNNING, found.state(), "state of what is claimed");
            Assertions.assertEquals(1, found.attempt(), "attempt of what is claimed");
            Assertions.assertEquals(Optional.of(NODE), found.node(), "node of what is claimed");
            Assertions.assertEquals(found.runAt(), job.runAt(), "due time");
            Assertions.assertEquals(found.createdAt(), job.createdAt(), "creation time");
        }
        if (rest.isEmpty()) {
            Assertions.assertEquals(
                    List.of("a", "b", "c"),
                    added.claimed().stream().map(ClaimedJob::text).toList(),
                    "order of what is claimed");
        }
        Assertions.assertEquals(rest, new HashSet<>(ids(claim(10))), "what can be claimed");
        settle(added.claimed().stream()
                .map(job -> Settlement.success(job.fence()))
                .toArray(Settlement[]::new));
        added.claimed()
                .forEach(job ->
                        Assertions.assertEquals(JobState.SUCCESS, info(job.id()).state(), "state of what is settled"));
    }

    @Checks("S18.2")
    void noMoreThanTheLimit() {
        Assertions.assertEquals(List.of(), store().insert(asked(0), jobs("a")).claimed(), "claimed by a limit of zero");
        int claimed = store().insert(asked(1), jobs("a", "b", "c")).claimed().size();
        Assertions.assertTrue(claimed <= 1, claimed + " claimed by a limit of 1");
        Assertions.assertEquals(4 - claimed, claim(10).size(), "jobs that can be claimed");
    }

    @Checks("S18.2")
    void noneThatIsDueLater() {
        InsertedJobs later = store().insert(asked(1), List.of(NewJob.of("later").withDelay(HOUR)));
        Assertions.assertEquals(List.of(), later.claimed(), "claimed of what is due later");
        Assertions.assertEquals(JobState.NEW, info(ids(later).get(0)).state(), "state of what is due later");
    }

    @Checks("S18.2")
    void noneOfAPausedQueue() {
        admin().pause(QUEUE, true);
        InsertedJobs added = store().insert(asked(1), jobs("x"));
        Assertions.assertEquals(List.of(), added.claimed(), "claimed of a paused queue");
        Assertions.assertEquals(JobState.NEW, info(ids(added).get(0)).state(), "state");
        admin().pause(QUEUE, false);
        Assertions.assertEquals(1, claimOne().attempt(), "attempt, once the queue goes on");
    }

    @Checks("S18.5")
    void noneWhileAnotherOneWaits() {
        long first = insert("first");
        InsertedJobs second = store().insert(asked(1), jobs("second"));
        Assertions.assertEquals(List.of(), second.claimed(), "claimed while another job waits");
        Assertions.assertEquals(List.of(first, ids(second).get(0)), ids(claim(10)), "jobs in their order");
    }

    @Checks("S18.5")
    void noneWhileOneOfAnotherPriorityWaits() {
        insert(NewJob.of("later").withPriority(-1).withDelay(HOUR));
        insert(NewJob.of("waits").withPriority(1));
        InsertedJobs added = store().insert(asked(1), jobs("added"));
        Assertions.assertEquals(List.of(), added.claimed(), "claimed while another job waits");
    }

    @Checks("S18.3")
    void ofManyAtOnceEachClaimsItsOwn() {
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String queue = caller % 2 == 0 ? QUEUE : "another";
            String name = "caller " + caller;
            boolean claims = caller % 4 != 0;
            callers.add(() -> addNamed(queue, name, claims));
        }
        int unclaimed = AtOnce.run(patience(), "insert", callers).stream()
                .mapToInt(Integer::intValue)
                .sum();
        int left = claim(CALLERS * CALLS * 2).size()
                + store().exchange(new Exchange("another", NODE, newClaim(), List.of(), CALLERS * CALLS * 2))
                        .claimed()
                        .size();
        Assertions.assertEquals(unclaimed, left, "jobs that nobody has claimed");
    }

    private int addNamed(String queue, String name, boolean claims) {
        int unclaimed = 0;
        for (int call = 0; call < CALLS; call++) {
            Exchange asked = new Exchange(queue, NODE, newClaim(), List.of(), claims ? 2 : 0);
            InsertedJobs added = store().insert(asked, jobs(name + " a" + call, name + " b" + call));
            for (ClaimedJob job : added.claimed()) {
                int place = ids(added).indexOf(job.id());
                Assertions.assertTrue(place >= 0, "job " + job.id() + " is one of the caller's");
                Assertions.assertEquals(name + (place == 0 ? " a" : " b") + call, job.text(), "payload of its job");
                Assertions.assertEquals(asked.claim(), job.fence().claim(), "claim");
                Assertions.assertEquals(queue, job.queueName(), "queue");
            }
            unclaimed += 2 - added.claimed().size();
        }
        return unclaimed;
    }

    @Checks("S18.4")
    void nobodyElseGetsThemUntilTheyAreTakenBack() {
        Exchange asked = asked(2);
        InsertedJobs added = store().insert(asked, jobs("a", "b"));
        List<Long> claimed = ids(added.claimed());
        List<Long> elsewhere = ids(exchange(open(), "another", 10).claimed());
        claimed.forEach(id -> Assertions.assertFalse(elsewhere.contains(id), "job " + id + " is claimed twice"));
        Assertions.assertEquals(claimed.size(), store().takeBack(QUEUE, asked.claim()), "how many are taken back");
        List<ClaimedJob> again = claim(10);
        Assertions.assertEquals(claimed, ids(again), "what can be claimed after that");
        again.forEach(job -> Assertions.assertEquals(1, job.attempt(), "attempt"));
    }

    private static Exchange asked(int limit) {
        return new Exchange(QUEUE, NODE, newClaim(), List.of(), limit);
    }

    private static List<Long> ids(InsertedJobs added) {
        return added.inserted().stream().map(Inserted::id).toList();
    }
}
