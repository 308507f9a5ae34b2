package io.github.pgqueue.chaos.worker;

import io.github.pgqueue.QueueEvent;
import io.github.pgqueue.QueueObserver;
import io.github.pgqueue.chaos.history.Event;
import io.github.pgqueue.chaos.history.Event.What;
import io.github.pgqueue.chaos.history.Recorder;
import java.time.Instant;

/**
 * Writes down what the node tells.
 *
 * @param recorder where
 */
record Notes(Recorder recorder) implements QueueObserver {

    @Override
    public void onEvent(QueueEvent event) {
        if (event instanceof QueueEvent.Succeeded one) {
            note(What.SUCCEEDED, one.id(), one.attempt(), "");
        } else if (event instanceof QueueEvent.Failed one) {
            note(What.FAILED, one.id(), one.attempt(), one.type());
        } else if (event instanceof QueueEvent.Retried one) {
            note(What.RETRIED, one.id(), one.attempt(), one.type());
        } else if (event instanceof QueueEvent.Snoozed one) {
            note(What.SNOOZED, one.id(), one.attempt(), "");
        } else if (event instanceof QueueEvent.Cancelled one) {
            note(What.CANCELLED, one.id(), one.attempt(), "");
        } else {
            noteOther(event);
        }
    }

    private void noteOther(QueueEvent event) {
        if (event instanceof QueueEvent.Rescued one) {
            note(What.RESCUED, one.jobs(), 0, one.queueName());
        } else if (event instanceof QueueEvent.AckLost one) {
            note(What.ACK_LOST, one.id(), one.attempt(), "");
        } else if (event instanceof QueueEvent.LeaseLost one) {
            note(What.LEASE_LOST, one.jobs(), 0, one.node());
        }
    }

    private void note(What what, long id, int attempt, String detail) {
        recorder.record(new Event.Told(Instant.now(), what, id, attempt, detail));
    }
}
