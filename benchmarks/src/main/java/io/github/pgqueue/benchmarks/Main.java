package io.github.pgqueue.benchmarks;

import io.github.pgqueue.benchmarks.jmh.JmhRun;
import io.github.pgqueue.benchmarks.shared.Logs;
import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/** Runs the benchmarks: {@code java -jar benchmarks.jar}, with {@code -h} for the options. */
public final class Main {

    private Main() {}

    /**
     * Ends with status 0 if all was measured, and no job was lost.
     *
     * @param args JMH's options, and {@code --quick}
     */
    public static void main(String[] args) {
        Logs.quiet();
        try {
            new JmhRun(System.out, args).run();
        } catch (CommandLineOptionException | RunnerException | IOException | RuntimeException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(1);
        }
    }
}
