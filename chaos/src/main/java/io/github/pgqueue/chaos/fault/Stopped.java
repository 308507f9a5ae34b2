package io.github.pgqueue.chaos.fault;

/** The server stops at once, as a crash would, and is started again. */
record Stopped(Scene scene) implements Fault {

    @Override
    public void strike() {
        scene.control().stop();
    }

    @Override
    public void end() {
        scene.control().start();
    }
}
