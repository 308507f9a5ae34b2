package io.github.pgqueue.checks.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code java} in a process of its own. */
public final class Java {

    /** It lives for seconds, and better code comes too late. */
    private static final List<String> BRIEFLY = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final long TIME_LIMIT_SECONDS = 120;

    private Java() {}

    /**
     * Runs until the process ends.
     *
     * @param folder where the output is kept meanwhile
     * @param arguments for {@code java}
     * @return how it ended and what it said
     * @throws AssertionError if it does not end
     */
    public static Result run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(BRIEFLY);
        command.addAll(arguments);
        Path out = Files.createTempFile(folder, "java", ".out");
        Path err = Files.createTempFile(folder, "java", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // Some environments add options for every JVM, which says so on standard error.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs after " + TIME_LIMIT_SECONDS + " s: " + command
                        + Files.readString(out) + Files.readString(err));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /**
     * How a process ended.
     *
     * @param exit its exit status
     * @param out its standard output
     * @param err its standard error
     */
    public record Result(int exit, String out, String err) {}
}
