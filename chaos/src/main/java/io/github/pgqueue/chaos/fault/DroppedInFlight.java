package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.testkit.database.Wire;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packets are dropped as a job ends, so that the statement that tells of its end and claims the next one, or the answer
 * to it, is lost.
 */
final class DroppedInFlight implements Fault {

    private final Scene scene;
    private final List<Wire.Way> ways;
    private @Nullable HeldHandler handler;

    DroppedInFlight(Scene scene, List<Wire.Way> ways) {
        this.scene = scene;
        this.ways = ways;
    }

    @Override
    public void aim(HeldHandler held) throws InterruptedException {
        handler = held;
    }

    /** The connection was used a moment ago: nothing else is sent by it before that statement. */
    @Override
    public void strike() throws InterruptedException, SQLException {
        HeldHandler held = handler;
        if (held == null) {
            throw new IllegalStateException("aim before you strike");
        }
        scene.insert(HeldHandler.HELD);
        held.awaitBegin();
        scene.network().drop(scene.wire(), ways);
        held.letGo();
    }

    @Override
    public void end() {
        scene.network().mend(scene.wire());
    }
}
