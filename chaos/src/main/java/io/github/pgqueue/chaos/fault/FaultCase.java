package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.testkit.database.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One of the faults, in one of its variants. Immutable.
 *
 * @param name in a few words
 * @param what happens, for those who read figures
 * @param reach what it hurts
 * @param needs what it takes
 * @param fault what happens at a scene
 */
public record FaultCase(String name, String what, Reach reach, Needs needs, Function<Scene, Fault> fault) {

    /** What a fault hurts. */
    public enum Reach {
        /** Nothing but that the node is rung: it goes on with jobs, and keeps its lease. */
        RINGS,
        /** Whatever the node does. */
        ALL
    }

    /**
     * What it takes to bring a fault about.
     *
     * @param route how the node reaches the server
     * @param encrypted whether by TLS
     * @param network whether packets are dropped, by whatever means
     * @param ownServer whether no other node may use the server
     * @param leastServer the version of PostgreSQL from which it can be brought about
     */
    public record Needs(Route route, boolean encrypted, boolean network, boolean ownServer, int leastServer) {

        private static final int ANY = 14;

        static Needs nothing() {
            return by(Route.STRAIGHT);
        }

        static Needs by(Route route) {
            return new Needs(route, false, false, false, ANY);
        }

        Needs alone(int least) {
            return new Needs(route, encrypted, network, true, least);
        }

        Needs alone() {
            return alone(ANY);
        }

        Needs encrypted(boolean is) {
            return new Needs(route, is, network, ownServer, leastServer);
        }

        Needs drops() {
            return new Needs(route, encrypted, true, ownServer, leastServer);
        }
    }

    private static final String TLS = ", TLS";

    /**
     * All of them.
     *
     * @return in the order of a report
     */
    public static List<FaultCase> all() {
        List<FaultCase> all = new ArrayList<>();
        all.add(new FaultCase(
                "connections terminated",
                "`pg_terminate_backend` of all the node's connections",
                Reach.ALL,
                Needs.nothing(),
                Terminated::new));
        all.add(new FaultCase(
                "server stopped",
                "an immediate stop, as a crash would be, then a start",
                Reach.ALL,
                Needs.nothing().alone(),
                Stopped::new));
        all.add(new FaultCase(
                "server frozen",
                "SIGSTOP of all its processes, then SIGCONT: connections stay open, and nobody answers",
                Reach.ALL,
                Needs.nothing().alone(),
                Frozen::new));
        silences(all);
        all.add(new FaultCase(
                "LISTEN lost",
                "the server is sent `UNLISTEN *` behind the node's back; the connection works and is open",
                Reach.RINGS,
                Needs.by(Route.LISTENER_BY_WIRE),
                Unlistened::new));
        all.add(new FaultCase(
                "queue of notifications full",
                "somebody listens and stays in a transaction, until the server refuses every NOTIFY; the jobs are pushed"
                        + " by pgqueue, as plain SQL is refused with its trigger",
                Reach.RINGS,
                Needs.nothing().alone(17),
                FullQueue::new));
        all.add(new FaultCase(
                "host's name moves",
                "to another address, while the old one falls silent; Java keeps a name's address for 30 s",
                Reach.ALL,
                Needs.by(Route.ALL_BY_NAME),
                Moved::new));
        all.add(new FaultCase(
                "connection limit",
                "the listening connection is terminated, and the node's role may make no new one",
                Reach.RINGS,
                Needs.nothing(),
                LimitReached::new));
        all.add(new FaultCase(
                "refused by pg_hba.conf",
                "all the node's connections are terminated, and new ones refused",
                Reach.ALL,
                Needs.nothing(),
                Refused::new));
        return List.copyOf(all);
    }

    private static void silences(List<FaultCase> all) {
        List<Wire.Way> both = List.of(Wire.Way.values());
        for (boolean encrypted : new boolean[] {false, true}) {
            Needs listener = Needs.by(Route.LISTENER_BY_WIRE).encrypted(encrypted);
            all.add(new FaultCase(
                    named("half a message", encrypted),
                    "the listening connection gets the first 3 bytes of a notification, and nothing more",
                    Reach.RINGS,
                    listener,
                    HalfMessage::new));
            all.add(new FaultCase(
                    named("listening connection silent", encrypted),
                    "its packets are dropped both ways, those of the others are not",
                    Reach.RINGS,
                    listener.drops(),
                    scene -> new Dropped(scene, both)));
            dropped(all, "both ways", both, encrypted);
            dropped(all, "to the node", List.of(Wire.Way.TO_CLIENT), encrypted);
            dropped(all, "to the server", List.of(Wire.Way.TO_SERVER), encrypted);
        }
    }

    private static void dropped(List<FaultCase> all, String where, List<Wire.Way> ways, boolean encrypted) {
        Needs needs = Needs.by(Route.ALL_BY_WIRE).encrypted(encrypted).drops();
        String what = "packets of all the node's connections are dropped " + where;
        all.add(new FaultCase(
                named("packets " + where + ", idle", encrypted),
                what,
                Reach.ALL,
                needs,
                scene -> new Dropped(scene, ways)));
        all.add(new FaultCase(
                named("packets " + where + ", in flight", encrypted),
                what + ", as it ends a job and claims the next",
                Reach.ALL,
                needs,
                scene -> new DroppedInFlight(scene, ways)));
        if (ways.contains(Wire.Way.TO_CLIENT)) {
            all.add(new FaultCase(
                    named("packets " + where + ", beat in flight", encrypted),
                    what + ", as it waits for the answer to a beat",
                    Reach.ALL,
                    needs,
                    scene -> new DroppedBeat(scene, ways)));
        }
    }

    private static String named(String name, boolean encrypted) {
        return encrypted ? name + TLS : name;
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
