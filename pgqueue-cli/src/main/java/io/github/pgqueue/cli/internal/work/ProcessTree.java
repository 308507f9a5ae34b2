package io.github.pgqueue.cli.internal.work;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who descends from whom, among the processes that this one has started.
 *
 * @param parents of each process
 * @param takenAt when the look at them began, by {@link System#nanoTime()}
 */
record ProcessTree(Map<ProcessHandle, ProcessHandle> parents, long takenAt) {

    static ProcessTree take() {
        long now = System.nanoTime();
        Map<ProcessHandle, ProcessHandle> parents = new HashMap<>();
        List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
        for (ProcessHandle process : all) {
            Optional<ProcessHandle> parent = process.parent();
            parent.ifPresent(found -> parents.put(process, found));
        }
        return new ProcessTree(parents, now);
    }

    /** The process and all below it. */
    Stream<ProcessHandle> from(ProcessHandle root) {
        return Stream.concat(parents.keySet().stream().filter(process -> isBelow(process, root)), Stream.of(root));
    }

    private boolean isBelow(ProcessHandle process, ProcessHandle root) {
        @Nullable ProcessHandle above = parents.get(process);
        while (above != null && !above.equals(root)) {
            above = parents.get(above);
        }
        return above != null;
    }
}
