package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.testkit.database.Wire;
import java.util.List;

/** The wire itself passes nothing on: what was sent meanwhile stays lost. */
public final class MuteWires implements Network {

    /** Needs nothing of the machine. */
    public MuteWires() {}

    @Override
    public void drop(Wire wire, List<Wire.Way> ways) {
        wire.mute(ways.toArray(Wire.Way[]::new));
    }

    @Override
    public void mend(Wire wire) {
        wire.mend();
    }

    /** In a word. */
    @Override
    public String toString() {
        return "relay";
    }
}
