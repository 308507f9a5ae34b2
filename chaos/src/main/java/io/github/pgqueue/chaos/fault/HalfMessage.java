package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.testkit.database.Wire;

/** The listening connection gets the first bytes of a message, and then nothing more. */
record HalfMessage(Scene scene) implements Fault {

    /** A message's kind, and half of its length; of TLS a record's kind and version. */
    private static final int BYTES = 3;

    @Override
    public void strike() {
        scene.wire().muteAfter(Wire.Way.TO_CLIENT, BYTES);
    }

    @Override
    public void end() {
        scene.wire().mend();
    }
}
