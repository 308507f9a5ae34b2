package io.github.pgqueue.chaos.fault;

/** The server forgets the LISTEN, by {@code UNLISTEN *} behind the node's back; the connection works. */
record Unlistened(Scene scene) implements Fault {

    @Override
    public void strike() {
        int connections = scene.wire().unlisten();
        if (connections != 1) {
            throw new IllegalStateException("one connection must listen: " + connections);
        }
    }

    @Override
    public boolean isMomentary() {
        return true;
    }
}
