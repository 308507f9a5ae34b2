package com.example.filequeue;

import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.Ring;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What others are to hear of rows that have changed. */
final class Rings {

    private Rings() {}

    static List<Ring> of(Draft draft) {
        List<Row> changed = draft.changedRows();
        List<Ring> rings = new ArrayList<>();
        Map<String, List<Row>> waiting = changed.stream()
                .filter(Row::waits)
                .collect(Collectors.groupingBy(Row::queueName, TreeMap::new, Collectors.toList()));
        waiting.forEach((queueName, rows) -> rings.add(forWork(queueName, rows, draft.now())));
        for (Row row : changed) {
            if (row.state() == JobState.RUNNING && row.status().cancelRequested()) {
                rings.add(Ring.of(Ring.Kind.CANCEL, row.queueName(), row.id()));
            } else if (row.state().isFinal() && row.awaited()) {
                rings.add(Ring.of(Ring.Kind.DONE, row.queueName(), row.id()));
            }
        }
        return rings;
    }

    private static Ring forWork(String queueName, List<Row> rows, Instant now) {
        if (rows.size() > 1) {
            return Ring.of(queueName);
        }
        Row only = rows.get(0);
        return new Ring(
                queueName, OptionalLong.of(only.id()), Optional.of(only.runAt()).filter(due -> due.isAfter(now)));
    }
}
