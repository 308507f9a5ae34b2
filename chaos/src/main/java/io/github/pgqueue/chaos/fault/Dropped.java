package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.testkit.database.Wire;
import java.util.List;

/** Packets are dropped while the node waits for work. */
record Dropped(Scene scene, List<Wire.Way> ways) implements Fault {

    @Override
    public void strike() {
        scene.network().drop(scene.wire(), ways);
    }

    @Override
    public void end() {
        scene.network().mend(scene.wire());
    }
}
