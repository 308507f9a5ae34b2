package io.github.pgqueue.chaos.control;

import java.io.IOException;

/** What the operating system sends to processes. */
final class Signals {

    private Signals() {}

    /** Windows has none. */
    static boolean areThere() {
        return !System.getProperty("os.name", "").startsWith("Windows");
    }

    static void stop(ProcessHandle process) throws InterruptedException {
        send("STOP", process);
    }

    static void go(ProcessHandle process) throws InterruptedException {
        send("CONT", process);
    }

    /** By the shell's own: a minimal system has no program of this name. */
    private static void send(String name, ProcessHandle process) throws InterruptedException {
        try {
            new ProcessBuilder("sh", "-c", "kill \"$@\"", "sh", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("no signal can be sent: " + e.getMessage(), e);
        }
    }
}
