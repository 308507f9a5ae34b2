package io.github.pgqueue.benchmarks.process;

import io.github.pgqueue.benchmarks.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Another JVM with this one's classes, which finds a server. */
public final class Jvm {

    private static final long PATIENCE_SECONDS = 60;

    /** What silences a newer JVM's warnings, and how code is compiled and memory managed. */
    private static final Pattern INHERITED =
            Pattern.compile("--.*|-XX:(\\+IgnoreUnrecognized.*|TieredStopAtLevel=.*|\\+Use\\w*GC)");

    private Jvm() {}

    /**
     * Starts it; what it says on standard error is ours.
     *
     * @param main its main class
     * @param url the server that it finds
     * @param options for the JVM
     * @param arguments for the class
     * @throws IOException if it does not start
     */
    public static Process start(Class<?> main, String url, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(INHERITED.asMatchPredicate())
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // By the environment: a command line can be read by everyone on the machine.
        builder.environment().put(Server.URL_VARIABLE, url);
        return builder.start();
    }

    /**
     * Times of two processes may be compared only where both read the same clock.
     *
     * @param before the time here
     * @param there the time in the other one, read after that
     * @param after the time here, read after that
     * @throws IllegalStateException if these cannot be of one clock
     */
    public static void requireOneClock(long before, long there, long after) {
        if (there - before < 0 || after - there < 0) {
            throw new IllegalStateException("Two JVMs of this system do not share the clock of System.nanoTime()");
        }
    }

    /**
     * Ends one that runs until its standard input is closed.
     *
     * @param process is given a minute
     * @throws IllegalStateException if it had to be killed
     */
    public static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The other process did not end by itself");
            }
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
