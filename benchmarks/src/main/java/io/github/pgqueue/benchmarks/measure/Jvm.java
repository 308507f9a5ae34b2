package io.github.pgqueue.benchmarks.measure;

import io.github.pgqueue.benchmarks.Server;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with this one's classes, which finds the same server. */
public final class Jvm {

    private Jvm() {}

    /**
     * Starts it; what it says on standard error is ours.
     *
     * @param main its main class
     * @param options for the JVM
     * @param arguments for the class
     * @throws IOException if it does not start
     */
    public static Process start(Class<?> main, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                // What silences a newer JVM's warnings.
                .filter(option -> option.startsWith("--") || option.startsWith("-XX:+IgnoreUnrecognized"))
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // By the environment: a command line can be read by everyone on the machine.
        builder.environment().put(Server.URL_VARIABLE, Server.url());
        return builder.start();
    }
}
