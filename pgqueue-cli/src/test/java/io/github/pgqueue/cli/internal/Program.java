package io.github.pgqueue.cli.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.pgqueue.cli.Main;
import io.github.pgqueue.testkit.database.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, with its standard error in a file. */
public final class Program implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    public static Program start(Path errors, TestDatabase database, String... args) throws IOException {
        ProcessBuilder builder = command(args).redirectError(errors.toFile());
        builder.environment().put("PGQUEUE_URL", CliRun.url(database));
        builder.environment().put("PGQUEUE_PASSWORD", database.password());
        return new Program(builder.start());
    }

    /** With its output in a file, which takes all that many workers print. */
    public static Program start(Path out, Path errors, TestDatabase database, String... args) throws IOException {
        ProcessBuilder builder = command(args).redirectOutput(out.toFile()).redirectError(errors.toFile());
        builder.environment().put("PGQUEUE_URL", CliRun.url(database));
        builder.environment().put("PGQUEUE_PASSWORD", database.password());
        return new Program(builder.start());
    }

    public static Program start(Path errors, String... args) throws IOException {
        return new Program(command(args).redirectError(errors.toFile()).start());
    }

    private static ProcessBuilder command(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives for seconds, and better code comes too late.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    public BufferedReader out() {
        return process.inputReader(UTF_8);
    }

    /** Tells it to stop, as Ctrl-C does, if the signal is INT. */
    public void signal(String name) throws IOException, InterruptedException {
        // The shell's own: a minimal system has no program of this name.
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
    }

    public int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program has not ended after " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
