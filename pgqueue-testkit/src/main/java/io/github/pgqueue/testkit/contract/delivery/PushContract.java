package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.internal.fixture.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;

/** Rules D1: what a push brings about. */
public abstract class PushContract extends DeliveryContract {

    /** For subclasses. */
    protected PushContract() {}

    @Checks("D1.1")
    void othersSeeTheJobAtOnce() {
        PgQueue here = open().queue(QUEUE);
        PgQueue elsewhere = open().queue(QUEUE);
        List<Long> ids = new ArrayList<>(here.pushAll(List.of(NewJob.of("a"), NewJob.withoutPayload())));
        ids.add(here.push("text"));
        ids.add(here.push(new byte[] {1}));
        ids.add(here.push(NewJob.of("b").withPriority(9)));
        ids.forEach(id -> Assertions.assertTrue(elsewhere.find(id).isPresent(), "job " + id + " seen elsewhere"));
        Assertions.assertEquals(9, info(elsewhere, ids.get(4)).priority(), "priority");
    }

    @Checks("D1.1")
    void idsComeInTheOrderOfTheJobs() {
        PgQueue queue = open().queue(QUEUE);
        List<Long> ids = queue.pushAll(
                IntStream.range(0, 200).mapToObj(i -> NewJob.of("job " + i)).toList());
        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        queue.subscribe(handled::add);
        for (int i = 0; i < 200; i++) {
            Job job = next(handled, "job " + i);
            Assertions.assertEquals("job " + ids.indexOf(job.id()), job.text(), "payload by its id");
        }
    }

    @Checks("D1.1")
    void noJobsAreNoError() {
        PgQueues queues = open();
        Assertions.assertEquals(List.of(), queues.queue(QUEUE).pushAll(List.of()), "ids of no jobs");
        Assertions.assertEquals(List.of(), queues.stats(), "jobs in the table");
    }

    @Checks("D1.2")
    void subscribersOfThisProcessAreWokenWithoutAListener() {
        PgQueue queue = open(config().pollOnly()).queue(QUEUE);
        assertPushesArrive(queue, queue);
    }

    @Checks("D1.2")
    void subscribersOfThisProcessAreWokenWithAListener() {
        PgQueue queue = open().queue(QUEUE);
        assertPushesArrive(queue, queue);
    }

    @Checks("D1.3")
    void subscribersOfOtherProcessesAreWoken() {
        PgQueues listening = open();
        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        listening.queue(QUEUE).subscribe(handled::add);
        awaitListening(listening);
        PgQueue elsewhere = open(config().pollOnly()).queue(QUEUE);
        for (int i = 0; i < 10; i++) {
            long id = elsewhere.push("job " + i);
            Assertions.assertEquals(
                    id, next(handled, "job " + i + " pushed elsewhere").id(), "id");
            awaitState(elsewhere, id, JobState.SUCCESS);
        }
    }

    private void assertPushesArrive(PgQueue from, PgQueue to) {
        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        to.subscribe(handled::add);
        for (int i = 0; i < 10; i++) {
            long id = from.push("job " + i);
            Assertions.assertEquals(id, next(handled, "job " + i).id(), "id");
            awaitState(from, id, JobState.SUCCESS);
        }
    }

    @Checks("D1.4")
    void payloadsReachTheHandlerByteForByte() {
        List<byte[]> payloads = List.of(
                new byte[0], new byte[] {0}, new byte[] {7}, new byte[] {0, 1, 0, -1, 0}, Payloads.binary(10 << 20));
        PgQueue queue = open().queue(QUEUE);
        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        queue.subscribe(handled::add);
        for (byte[] payload : payloads) {
            queue.push(payload);
            Assertions.assertArrayEquals(
                    payload, next(handled, payload.length + " bytes").payload(), payload.length + " bytes");
        }
    }

    @Checks("D1.4")
    void absentIsNotEmptyAndTextIsUtf8() {
        String text = "Grüße, 日本語, 🎉";
        PgQueue queue = open().queue(QUEUE);
        BlockingQueue<Job> handled = new LinkedBlockingQueue<>();
        queue.pushAll(List.of(NewJob.withoutPayload(), NewJob.of(""), NewJob.of(text)));
        queue.subscribe(handled::add);
        Job absent = next(handled, "the job without a payload");
        Assertions.assertNull(absent.payload(), "an absent payload");
        Assertions.assertNull(absent.text(), "the text of an absent payload");
        Assertions.assertEquals(
                "", next(handled, "the job with an empty payload").text(), "an empty payload");
        Job last = next(handled, "the job with a text");
        Assertions.assertEquals(text, last.text(), "text");
        Assertions.assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), last.payload(), "bytes of the text");
    }
}
