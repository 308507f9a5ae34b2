package io.github.pgqueue.testkit.internal.probe;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.testkit.internal.fixture.Gate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What the engine asks of a store. */
public enum Call {
    BOOTSTRAP,
    INSERT,
    RING,
    EXCHANGE,
    HOLD,
    TAKE_BACK,
    BEAT,
    LEAVE,
    RESCUE,
    CANCEL,
    CANCEL_REQUESTS,
    AWAIT,
    ADMIN,
    BEGIN,
    COMMIT,
    LOOK,
    WAITING;

    /** A hook that fails these calls before they are carried out, as a cut cable does. */
    public static StoreProbe.Hook failing(Collection<Call> calls) {
        Set<Call> meant = EnumSet.copyOf(calls);
        return new StoreProbe.Hook() {
            @Override
            public void before(Call call) {
                if (meant.contains(call)) {
                    throw new StoreException("cut off as the contract's test wants it", null);
                }
            }
        };
    }

    /** A hook that holds these calls until the gate is open, as a silent network does. */
    public static StoreProbe.Hook holding(Gate gate, Collection<Call> calls) {
        Set<Call> meant = EnumSet.copyOf(calls);
        return new StoreProbe.Hook() {
            @Override
            public void before(Call call) throws InterruptedException {
                if (meant.contains(call)) {
                    gate.pass();
                }
            }
        };
    }
}
