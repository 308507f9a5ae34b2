package io.github.pgqueue.chaos.history;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one process has written down. Immutable.
 *
 * @param process its name
 * @param events in the order in which they were written
 */
public record History(String process, List<Event> events) {

    /** Copies the list. */
    public History {
        events = List.copyOf(events);
    }

    /**
     * The events of one kind.
     *
     * @param type the kind
     * @param <E> the kind
     * @return in their order
     */
    public <E extends Event> Stream<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }
}
