package io.github.pgqueue.chaos.fault;

/** The server ends all of the node's connections. */
record Terminated(Scene scene) implements Fault {

    @Override
    public void strike() {
        scene.database().terminateAll();
    }

    @Override
    public boolean isMomentary() {
        return true;
    }
}
