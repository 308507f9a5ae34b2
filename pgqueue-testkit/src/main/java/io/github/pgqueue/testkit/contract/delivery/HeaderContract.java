package io.github.pgqueue.testkit.contract.delivery;

import io.github.pgqueue.Job;
import io.github.pgqueue.JobState;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.PgQueue;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.SubscribeOptions;
import io.github.pgqueue.testkit.contract.rule.Checks;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Assertions;

/** Rule D11.3: what travels beside the payload. */
public abstract class HeaderContract extends DeliveryContract {

    private final BlockingQueue<Job> handled = new LinkedBlockingQueue<>();

    /** For subclasses. */
    protected HeaderContract() {}

    @Checks("D11.3")
    void asTheyWerePushedAtEveryAttempt() {
        PgQueue queue = open().queue(QUEUE);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        headers.put("empty", "");
        headers.put("quotes \" and \\ and ', and {\"json\": [1]}", "\" \\ ' {\"a\": null} \n\t\r");
        headers.put("Grüße, 日本語, 🎉", "Grüße, 日本語, 🎉");
        headers.put("n".repeat(NewJob.MAX_HEADER_NAME), "v".repeat(NewJob.MAX_HEADER_VALUE));
        NewJob job = NewJob.of("x");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            job = job.withHeader(header.getKey(), header.getValue());
        }
        SubscribeOptions options = SubscribeOptions.parallel(1).withRetryPolicy(RetryPolicy.fixed(Duration.ZERO, 3));
        queue.subscribe(options, claimed -> {
            handled.add(claimed);
            throw new IllegalStateException("busy");
        });
        long id = queue.push(job);
        for (int attempt = 1; attempt <= 3; attempt++) {
            Assertions.assertEquals(headers, next(handled, "attempt " + attempt).headers(), "headers");
        }
        Assertions.assertEquals(headers, awaitState(queue, id, JobState.ERROR).headers(), "headers in the table");
    }

    @Checks("D11.3")
    void asManyAsThereMayBe() {
        PgQueue queue = open().queue(QUEUE);
        NewJob job = NewJob.of("x");
        for (int i = 0; i < NewJob.MAX_HEADERS; i++) {
            job = job.withHeader("name " + i, "value " + i);
        }
        queue.subscribe(handled::add);
        queue.push(job);
        Assertions.assertEquals(job.headers(), next(handled, "the job").headers(), "headers");
    }

    @Checks("D11.3")
    void eachJobItsOwn() {
        PgQueue queue = open().queue(QUEUE);
        queue.pushAll(List.of(
                NewJob.of("a").withHeader("n", "1"),
                NewJob.of("b"),
                NewJob.of("c").withHeader("n", "3")));
        queue.subscribe(handled::add);
        Assertions.assertEquals(Map.of("n", "1"), next(handled, "the first job").headers(), "headers");
        Assertions.assertEquals(Map.of(), next(handled, "the second job").headers(), "headers");
        Assertions.assertEquals(Map.of("n", "3"), next(handled, "the third job").headers(), "headers");
    }
}
