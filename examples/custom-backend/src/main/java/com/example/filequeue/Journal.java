package com.example.filequeue;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.Ring;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A file to which every change is added, and the table that results from reading it. Thread-safe.
 *
 * <p>Writers of all processes take turns by a lock on the file; those of one process by a lock in memory
 * before that, as a file lock belongs to the process as a whole. The file is opened for each turn: an
 * interrupt closes a channel for good, and closing one ends all of the process's locks on the file.
 */
final class Journal {

    /** What came of a decision: the answer to who asked, and what others are to hear. */
    record Written<T>(T answer, List<Ring> rings) {}

    private interface Work<T> {
        T with(FileChannel channel) throws IOException;
    }

    private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock lock;
    private final Table table = new Table();
    private long end;

    Journal(Path file) {
        this.file = file;
        this.lock = LOCKS.computeIfAbsent(file.normalize(), path -> new ReentrantLock());
    }

    void create() {
        try {
            Files.createDirectories(file.getParent());
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
        } catch (IOException failure) {
            throw new StoreException("cannot create " + file, failure);
        }
    }

    <T> T read(Function<Table, T> question) {
        return inTurn(channel -> {
            catchUp(channel);
            return question.apply(table);
        });
    }

    /**
     * Decides, seen from the latest state of the table, at the time that counts. All that the draft says is
     * written or nothing, and is on the disk when this returns.
     */
    <T> Written<T> write(Function<Draft, T> decision) {
        return inTurn(channel -> {
            catchUp(channel);
            Draft draft = new Draft(table, Instant.now());
            T answer = decision.apply(draft);
            List<Change> changes = draft.changes();
            if (!changes.isEmpty()) {
                end = Entry.append(channel, end, changes);
                changes.forEach(table::put);
            }
            return new Written<>(answer, Rings.of(draft));
        });
    }

    /** What others have written since. */
    private void catchUp(FileChannel channel) throws IOException {
        Entry entry = Entry.read(channel, end);
        while (entry != null) {
            entry.changes().forEach(table::put);
            end = entry.end();
            entry = Entry.read(channel, end);
        }
    }

    private <T> T inTurn(Work<T> work) {
        lock.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock others = channel.lock()) {
            return work.with(channel);
        } catch (IOException failure) {
            throw new StoreException("cannot use " + file + "; was bootstrap() called?", failure);
        } finally {
            lock.unlock();
        }
    }
}
