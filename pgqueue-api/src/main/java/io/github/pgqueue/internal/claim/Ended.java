package io.github.pgqueue.internal.claim;

import io.github.pgqueue.NodeLostException;
import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.internal.job.End;
import io.github.pgqueue.spi.Failure;
import io.github.pgqueue.spi.Settlement;
import java.time.Duration;
import java.util.Optional;

/** What an end is for an observer. */
final class Ended {

    private Ended() {}

    /** Empty for what was never started. */
    static Optional<QueueEvent> event(String queueName, End end) {
        Settlement settlement = end.settlement();
        long id = settlement.fence().id();
        int attempt = settlement.fence().attempt();
        Duration ran = end.ran();
        String type = settlement.failure().map(Failure::type).orElse("");
        return Optional.ofNullable(
                switch (settlement.outcome()) {
                    case SUCCESS -> new QueueEvent.Succeeded(queueName, id, attempt, ran);
                    case ERROR -> new QueueEvent.Failed(queueName, id, attempt, ran, type);
                    case ABANDON ->
                        new QueueEvent.Failed(queueName, id, attempt - 1, ran, NodeLostException.class.getName());
                    case RETRY ->
                        new QueueEvent.Retried(
                                queueName, id, attempt, ran, type, settlement.delay(), settlement.dueAt());
                    case SNOOZE -> new QueueEvent.Snoozed(queueName, id, attempt, ran, settlement.delay());
                    case CANCEL -> new QueueEvent.Cancelled(queueName, id, attempt, ran);
                    case RELEASE -> null;
                });
    }
}
