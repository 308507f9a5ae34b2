package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.testkit.database.ServerSettings;

/** All of the node's connections are ended, and {@code pg_hba.conf} refuses new ones. */
record Refused(Scene scene) implements Fault {

    private static final String FILE = "pg_hba.conf";

    @Override
    public void strike() {
        ServerSettings settings = scene.settings();
        // Nodes of one server share the file.
        synchronized (settings) {
            settings.write(FILE, line() + settings.read(FILE));
            settings.reload();
        }
        scene.database().terminateAll();
    }

    @Override
    public void end() {
        ServerSettings settings = scene.settings();
        synchronized (settings) {
            settings.write(FILE, settings.read(FILE).replace(line(), ""));
            settings.reload();
        }
    }

    private String line() {
        return "host all " + scene.role() + " all reject\n";
    }
}
