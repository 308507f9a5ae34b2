package io.github.pgqueue.cli.internal.server;

import io.github.pgqueue.cli.internal.shared.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a server keeps its data and its log.
 *
 * @param path the folder
 */
record ServerFolder(Path path) {

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("server.log");
    }

    long logSize() throws IOException {
        return Files.exists(log()) ? Files.size(log()) : 0;
    }

    /** A server that still runs is told of here; else the new one's log would, less clearly. */
    void checkUnused() throws IOException {
        Path pidFile = data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> running =
                ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ServerFolder::mayBePostgres);
        if (running.isPresent()) {
            long pid = running.get().pid();
            String port = lines.size() > 3 ? lines.get(3).strip() : "?";
            throw new IOException("a server runs in " + path + " already, on port " + port + ", as process " + pid
                    + "; use it, or end it with: kill -INT " + pid);
        }
    }

    /** After a crash the number may be another program's. */
    private static boolean mayBePostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(true);
    }

    /** What the log says since then, in a line: what was fatal, else what came last. */
    String reason(long since, Exception failure) throws IOException {
        List<String> lines = logSince(since);
        return lines.stream()
                        .filter(line -> line.contains("FATAL:") || line.contains("error:"))
                        .findFirst()
                        .or(() -> lines.stream().reduce((earlier, later) -> later))
                        .map(line -> line + "; ")
                        .orElse("")
                + Failures.describe(failure) + "; see " + log();
    }

    private List<String> logSince(long since) throws IOException {
        if (!Files.exists(log())) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(log())) {
            in.skipNBytes(since);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
