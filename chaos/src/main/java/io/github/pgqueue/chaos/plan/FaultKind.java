package io.github.pgqueue.chaos.plan;

/** What is done to those who must not lose a job by it. */
public enum FaultKind {
    /** {@code kill -9} of a worker; another is started after the time. */
    KILL_WORKER(Lane.WORKERS, 10, 0, 1_500),
    /** {@code SIGSTOP} of a worker for the time, then {@code SIGCONT}. */
    PAUSE_WORKER(Lane.WORKERS, 7, 300, 6_000),
    /** A worker is closed as an application closes; another is started after the time. */
    CLOSE_WORKER(Lane.WORKERS, 4, 0, 1_000),
    /** {@code kill -9} of a pusher; another goes on after the time. */
    KILL_PUSHER(Lane.PUSHERS, 3, 0, 1_000),
    /** {@code SIGSTOP} of a pusher for the time. */
    PAUSE_PUSHER(Lane.PUSHERS, 2, 300, 4_000),
    /** The server is stopped at once and started after the time. */
    RESTART_SERVER(Lane.SERVER, 4, 0, 2_500),
    /** The server answers nobody for the time. */
    FREEZE_SERVER(Lane.SERVER, 4, 200, 4_000),
    /** All connections are ended by the server. */
    TERMINATE_ALL(Lane.SERVER, 4, 0, 0),
    /** Some connections are ended by the server. */
    TERMINATE_SOME(Lane.SERVER, 6, 0, 0),
    /** The listening connections are ended by the server. */
    TERMINATE_LISTENERS(Lane.SERVER, 3, 0, 0),
    /** Somebody locks the table for the time, so that all pools fill up. */
    LOCK_TABLE(Lane.SERVER, 3, 200, 3_000),
    /** Somebody locks rows that run or wait, for the time. */
    LOCK_ROWS(Lane.SERVER, 4, 200, 3_000),
    /** Somebody takes all connections that the server has left, for the time. */
    TAKE_CONNECTIONS(Lane.SERVER, 3, 500, 4_000),
    /** Somebody holds an old snapshot for the time, so that nothing can be vacuumed. */
    OLD_SNAPSHOT(Lane.SNAPSHOTS, 1, 5_000, 30_000),
    /** A process ended by itself, or by a job. Not drawn. */
    CRASH(Lane.NONE, 0, 0, 0);

    /** Faults of one lane come one after the other. */
    public enum Lane {
        /** Against worker processes. */
        WORKERS(300, 2_500),
        /** Against pusher processes. */
        PUSHERS(2_000, 8_000),
        /** Against the server and its connections. */
        SERVER(500, 4_000),
        /** Against vacuum. */
        SNAPSHOTS(1_000, 5_000),
        /** Not planned. */
        NONE(0, 0);

        private final int leastGap;
        private final int mostGap;

        Lane(int leastGap, int mostGap) {
            this.leastGap = leastGap;
            this.mostGap = mostGap;
        }

        int leastGap() {
            return leastGap;
        }

        int mostGap() {
            return mostGap;
        }
    }

    private final Lane lane;
    private final int weight;
    private final int leastMillis;
    private final int mostMillis;

    FaultKind(Lane lane, int weight, int leastMillis, int mostMillis) {
        this.lane = lane;
        this.weight = weight;
        this.leastMillis = leastMillis;
        this.mostMillis = mostMillis;
    }

    /**
     * With what it takes turns.
     *
     * @return the lane
     */
    public Lane lane() {
        return lane;
    }

    int weight() {
        return weight;
    }

    int leastMillis() {
        return leastMillis;
    }

    int mostMillis() {
        return mostMillis;
    }

    /**
     * Whether it needs a server of our own: others would be hurt.
     *
     * @return {@code true} for those that a server of somebody else's is spared
     */
    public boolean needsOwnServer() {
        return this == RESTART_SERVER || this == FREEZE_SERVER || this == TAKE_CONNECTIONS;
    }

    /**
     * Whether it is against one process, and no other can be hurt by it.
     *
     * @return {@code false} if all may be hurt
     */
    public boolean isAgainstOne() {
        return lane == Lane.WORKERS || lane == Lane.PUSHERS || this == CRASH;
    }
}
