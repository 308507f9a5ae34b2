package io.github.pgqueue.checks.clock;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Debian's libfaketime, which tells a process another time than the machine's. */
final class FakeTime {

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

    private FakeTime() {}

    /** The library, wherever a distribution puts it. */
    static Optional<Path> library() throws IOException {
        for (Path folder : FOLDERS) {
            if (Files.isDirectory(folder)) {
                Optional<Path> found = in(folder);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> in(Path folder) throws IOException {
        try (DirectoryStream<Path> inner = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path each : inner) {
                Path own = each.endsWith("faketime") ? each : each.resolve("faketime");
                if (Files.isRegularFile(own.resolve("libfaketime.so.1"))) {
                    return Optional.of(own.resolve("libfaketime.so.1"));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What a process is to find in its environment. The clock that only runs stays as it is, as when somebody
     * sets a machine's clock, and so do waits: the library's own mending of them makes a JVM spin.
     */
    static Map<String, String> environment(Path library, Duration off) {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME",
                (off.isNegative() ? "" : "+") + off.toSeconds(),
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }
}
