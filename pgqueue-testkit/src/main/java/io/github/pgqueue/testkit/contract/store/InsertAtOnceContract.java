package io.github.pgqueue.testkit.contract.store;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.AtOnce;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assertions;

/** Rule S2.8: adding jobs from many threads of one store. */
public abstract class InsertAtOnceContract extends StoreContract {

    private static final int CALLERS = 16;
    private static final int CALLS = 15;

    /** For subclasses. */
    protected InsertAtOnceContract() {}

    @Checks("S2.8")
    void ofManyAtOnceEachGetsTheIdsOfItsOwnJobs() {
        List<Callable<Map<Long, String>>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String queue = caller % 2 == 0 ? QUEUE : "another";
            String name = "caller " + caller;
            callers.add(() -> insertNamed(queue, name));
        }
        Map<Long, String> expected = new HashMap<>();
        AtOnce.run(patience(), "insert", callers).forEach(expected::putAll);
        Map<Long, String> found = new HashMap<>();
        claim(CALLERS * CALLS * 2).forEach(job -> found.put(job.id(), job.text()));
        Assertions.assertEquals(CALLERS / 2 * CALLS * 2, found.size(), "jobs of queue " + QUEUE);
        found.forEach((id, text) -> Assertions.assertEquals(expected.get(id), text, "payload of job " + id));
    }

    private Map<Long, String> insertNamed(String queue, String name) {
        Map<Long, String> inserted = new HashMap<>();
        for (int call = 0; call < CALLS; call++) {
            List<Long> ids = insert(store(), queue, jobs(name + " a" + call, name + " b" + call));
            inserted.put(ids.get(0), name + " a" + call);
            inserted.put(ids.get(1), name + " b" + call);
            ids.forEach(id -> Assertions.assertTrue(
                    store().find(queue, id).isPresent(), "job " + id + " is in the caller's queue " + queue));
        }
        return inserted;
    }

    @Checks("S2.8")
    void ofManyAtOnceOneThatIsRefusedFailsAlone() throws SQLException {
        refuse("poison");
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String payload = caller == 0 ? "poison" : "fine";
            callers.add(() -> accepted(payload));
        }
        int accepted = AtOnce.run(patience(), "insert", callers).stream()
                .mapToInt(Integer::intValue)
                .sum();
        Assertions.assertEquals((CALLERS - 1) * CALLS, accepted, "inserts of others that were accepted");
        Assertions.assertEquals(accepted, claim(CALLERS * CALLS).size(), "jobs that are there");
    }

    private int accepted(String payload) {
        int accepted = 0;
        for (int call = 0; call < CALLS; call++) {
            try {
                store().insert(QUEUE, jobs(payload));
                accepted++;
            } catch (StoreException refused) {
                Assertions.assertEquals("poison", payload, () -> "the payload that was refused: " + refused);
            }
        }
        return accepted;
    }
}
