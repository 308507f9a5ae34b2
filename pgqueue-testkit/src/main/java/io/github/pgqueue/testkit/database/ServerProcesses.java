package io.github.pgqueue.testkit.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The processes of a server, found by its pid file. Guarded by its server. */
final class ServerProcesses {

    private static final long PATIENCE_SECONDS = 30;

    private final Path pidFile;
    private List<ProcessHandle> frozen = List.of();

    ServerProcesses(Path pidFile) {
        this.pidFile = pidFile;
    }

    /** Windows has no signals. */
    boolean canSignal() {
        return !System.getProperty("os.name", "").startsWith("Windows");
    }

    /** What PostgreSQL calls an immediate shutdown. */
    void quit() {
        thaw();
        ProcessHandle postmaster = postmaster();
        signal("QUIT", List.of(postmaster));
        try {
            postmaster.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the server ends", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The server does not end within " + PATIENCE_SECONDS + " s", e);
        }
    }

    /** The postmaster first, so that it starts no more. */
    void freeze() {
        if (frozen.isEmpty()) {
            ProcessHandle postmaster = postmaster();
            List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
            frozen = all;
            signal("STOP", all);
            List<ProcessHandle> children = postmaster.descendants().toList();
            all.addAll(children);
            signal("STOP", children);
        }
    }

    void thaw() {
        List<ProcessHandle> alive =
                frozen.stream().filter(ProcessHandle::isAlive).toList();
        frozen = List.of();
        signal("CONT", alive);
    }

    boolean isRunning() {
        return find().isPresent();
    }

    private ProcessHandle postmaster() {
        return find().orElseThrow(() -> new IllegalStateException("The server does not run: no process of " + pidFile));
    }

    private Optional<ProcessHandle> find() {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            return ProcessHandle.of(pid).filter(ServerProcesses::isPostgres);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number that is left in a file may belong to somebody else by now. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(true);
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        if (processes.isEmpty()) {
            return;
        }
        // The shell's own: a minimal system has no program of this name.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill \"$@\"", "sh", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("No signal can be sent: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a signal is sent", e);
        }
    }
}
