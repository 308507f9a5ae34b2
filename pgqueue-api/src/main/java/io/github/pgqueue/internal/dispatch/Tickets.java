package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.internal.threads.Alarm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The pushes that are under way, and how long they are waited for. Thread-safe. */
final class Tickets {

    private final Duration patience;
    private final Consumer<Ticket> onLate;
    private final Alarm alarm;
    /** In the order in which their time is over. */
    private final Set<Ticket> open = new LinkedHashSet<>();

    /**
     * None yet.
     *
     * @param patience how long each is waited for
     * @param onLate told of each whose time is over; to end it
     */
    Tickets(Duration patience, Function<Runnable, Alarm> alarms, Consumer<Ticket> onLate) {
        this.patience = patience;
        this.onLate = onLate;
        this.alarm = alarms.apply(this::tellLate);
    }

    void begin(Ticket ticket) {
        synchronized (this) {
            open.add(ticket);
        }
        alarm.setNoLaterThan(patience);
    }

    /** Whether it was still under way. */
    synchronized boolean end(Ticket ticket) {
        return open.remove(ticket);
    }

    private void tellLate() {
        late().forEach(onLate);
    }

    private synchronized List<Ticket> late() {
        List<Ticket> late = new ArrayList<>();
        for (Ticket ticket : open) {
            if (!ticket.until().isOver()) {
                alarm.setNoLaterThan(ticket.until().left());
                break;
            }
            late.add(ticket);
        }
        return late;
    }
}
