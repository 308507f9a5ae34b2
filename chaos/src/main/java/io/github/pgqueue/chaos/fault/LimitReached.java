package io.github.pgqueue.chaos.fault;

/** The listening connection is ended, and there is none left to be had for the node. */
record LimitReached(Scene scene) implements Fault {

    @Override
    public void strike() {
        limit(0);
        scene.database().terminateListeners();
    }

    @Override
    public void end() {
        limit(-1);
    }

    private void limit(int connections) {
        scene.database().execute("alter role " + scene.role() + " connection limit " + connections);
    }
}
