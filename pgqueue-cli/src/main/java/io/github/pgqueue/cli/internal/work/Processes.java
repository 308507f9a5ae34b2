package io.github.pgqueue.cli.internal.work;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The commands that run for jobs, so that none of them outlives its job or the program. Thread-safe. */
final class Processes {

    private static final long TERM_MILLIS = 100;

    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private @Nullable ProcessTree tree;

    /** Its exit status; an interrupt ends it, with all that it has started. */
    int await(Process process) throws InterruptedException {
        running.add(process);
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            end(process);
            throw interrupted;
        } finally {
            running.remove(process);
        }
    }

    private void end(Process process) throws InterruptedException {
        forAll(process, ProcessHandle::destroy);
        if (!process.waitFor(TERM_MILLIS, TimeUnit.MILLISECONDS)) {
            forAll(process, ProcessHandle::destroyForcibly);
        }
    }

    /** Ends at once what still runs. */
    void kill() {
        running.forEach(process -> forAll(process, ProcessHandle::destroyForcibly));
    }

    private void forAll(Process process, Consumer<ProcessHandle> action) {
        treeAfter(System.nanoTime()).from(process.toHandle()).forEach(action);
    }

    /**
     * A look takes the longer the more processes there are on the machine, and at the end many commands are to
     * be ended at the same time: one look serves all who have asked before it began.
     */
    private synchronized ProcessTree treeAfter(long asked) {
        ProcessTree known = tree;
        if (known == null || known.takenAt() - asked < 0) {
            known = ProcessTree.take();
            tree = known;
        }
        return known;
    }
}
