package io.github.pgqueue;

import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.spi.ShownUrl;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link PgQueues}. Immutable.
 *
 * <pre>{@code
 * PgQueuesConfig.of("jdbc:postgresql://localhost:5432/app");
 * PgQueuesConfig.builder(dataSource).table("billing.jobs").backend("pgjdbc").build();
 * }</pre>
 */
public final class PgQueuesConfig {

    /** The value of {@link Builder#listener(String)} that means: do not listen, poll. */
    public static final String NO_LISTENER = "none";

    private final @Nullable String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable DataSource dataSource;
    private final @Nullable String listenUrl;
    private final TableName table;
    private final @Nullable String storeName;
    private final @Nullable QueueStoreProvider store;
    private final @Nullable String listenerName;
    private final @Nullable ListenerProvider listener;
    private final Duration pollInterval;
    private final Duration backstopInterval;
    private final Duration proofInterval;
    private final Wake wake;
    private final Duration closeTimeout;
    private final Duration connectTimeout;
    private final int maxConnections;
    private final Duration lease;
    private final Map<JobState, Duration> retention;
    private final @Nullable QueueObserver observer;

    private PgQueuesConfig(Builder builder) {
        url = builder.url;
        user = builder.user;
        password = builder.password;
        dataSource = builder.dataSource;
        listenUrl = builder.listenUrl;
        table = builder.table;
        storeName = builder.storeName;
        store = builder.store;
        listenerName = builder.listenerName;
        listener = builder.listener;
        pollInterval = builder.pollInterval;
        backstopInterval = builder.backstopInterval;
        proofInterval = builder.proofInterval;
        wake = builder.wake;
        closeTimeout = builder.closeTimeout;
        connectTimeout = builder.connectTimeout;
        maxConnections = builder.maxConnections;
        lease = builder.lease;
        retention = Map.copyOf(builder.retention);
        observer = builder.observer;
    }

    /**
     * Everything by default, on this database.
     *
     * @param url {@code jdbc:postgresql://host:port/database}, with user and password as parameters if
     *     they are needed
     * @return the settings
     * @throws IllegalArgumentException if it is no JDBC URL
     */
    public static PgQueuesConfig of(String url) {
        return builder(url).build();
    }

    /**
     * Everything by default, on this database.
     *
     * @param url {@code jdbc:postgresql://host:port/database}
     * @param user the role to log in as
     * @param password its password
     * @return the settings
     * @throws IllegalArgumentException if it is no JDBC URL
     */
    public static PgQueuesConfig of(String url, String user, String password) {
        return builder(url).credentials(user, password).build();
    }

    /**
     * Everything by default, with the application's own connections.
     *
     * @param dataSource where connections for statements come from; see {@link #builder(DataSource)}
     * @return the settings
     */
    public static PgQueuesConfig of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * Starts from a database's address; pgqueue keeps a small pool of its own.
     *
     * @param url {@code jdbc:postgresql://host:port/database}; {@code jdbc:pgsql://...} too where
     *     pgjdbc-ng is the backend
     * @return a builder with the defaults
     * @throws IllegalArgumentException if it is no JDBC URL
     */
    public static Builder builder(String url) {
        Builder builder = new Builder();
        builder.url = Builder.checkUrl("url", url);
        return builder;
    }

    /**
     * Starts from the application's own connections, such as a HikariCP pool. It is not closed by
     * pgqueue. The listener needs a connection that nobody recycles: it is opened apart from the pool,
     * with what a HikariCP pool or a driver's own data source tells about itself, or with
     * {@link Builder#listenUrl(String)} where neither is at hand.
     *
     * @param dataSource where connections for statements come from
     * @return a builder with the defaults
     */
    public static Builder builder(DataSource dataSource) {
        Builder builder = new Builder();
        builder.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        return builder;
    }

    /**
     * Starts from a store that needs no database address, such as the in-memory one of the testkit.
     *
     * @param store where jobs are kept
     * @return a builder with the defaults
     */
    public static Builder builder(QueueStoreProvider store) {
        return new Builder().store(store);
    }

    /**
     * The database's address.
     *
     * @return empty if a data source or a store of the user's own stands for it
     */
    public Optional<String> url() {
        return Optional.ofNullable(url);
    }

    /**
     * The role to log in as.
     *
     * @return empty if the URL says it, or nobody does
     */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /**
     * The password to log in with.
     *
     * @return empty if the URL says it, or none is needed
     */
    public Optional<String> password() {
        return Optional.ofNullable(password);
    }

    /**
     * The application's own connections.
     *
     * @return empty if pgqueue makes its own
     */
    public Optional<DataSource> dataSource() {
        return Optional.ofNullable(dataSource);
    }

    /**
     * The address for the listening connection, if it differs.
     *
     * @return empty if it is the same as for statements
     */
    public Optional<String> listenUrl() {
        return Optional.ofNullable(listenUrl);
    }

    /**
     * The table that keeps the jobs.
     *
     * @return the checked name; default {@code jobs}
     */
    public TableName table() {
        return table;
    }

    /**
     * The backend that keeps jobs, by name.
     *
     * @return empty to take the only one there is
     */
    public Optional<String> storeName() {
        return Optional.ofNullable(storeName);
    }

    /**
     * The backend that keeps jobs, as an object.
     *
     * @return empty to look it up
     */
    public Optional<QueueStoreProvider> store() {
        return Optional.ofNullable(store);
    }

    /**
     * The backend that listens, by name.
     *
     * @return empty to take the only one there is; {@link #NO_LISTENER} to poll only
     */
    public Optional<String> listenerName() {
        return Optional.ofNullable(listenerName);
    }

    /**
     * The backend that listens, as an object.
     *
     * @return empty to look it up
     */
    public Optional<ListenerProvider> listener() {
        return Optional.ofNullable(listener);
    }

    /**
     * How often an idle subscription looks for jobs while it cannot hear of them.
     *
     * @return the interval; default 1 s
     */
    public Duration pollInterval() {
        return pollInterval;
    }

    /**
     * How often an idle subscription looks for jobs although it would hear of them.
     *
     * @return the interval; default 30 s
     */
    public Duration backstopInterval() {
        return backstopInterval;
    }

    /**
     * How often a ring is sent through the database to prove that rings arrive.
     *
     * @return the interval; default 10 s
     */
    public Duration proofInterval() {
        return proofInterval;
    }

    /**
     * How other processes learn of a push.
     *
     * @return the way; default {@link Wake#AUTO}
     */
    public Wake wake() {
        return wake;
    }

    /**
     * How long closing waits for handlers that run.
     *
     * @return the time; default 30 s
     */
    public Duration closeTimeout() {
        return closeTimeout;
    }

    /**
     * How long making a connection, or waiting for a free one, may take.
     *
     * @return the time; default 10 s
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * How many connections for statements pgqueue opens at most, where it makes its own.
     *
     * @return the number; default 10
     */
    public int maxConnections() {
        return maxConnections;
    }

    /**
     * How long a node that does not beat any more keeps its jobs.
     *
     * @return from 1 second to 1 day
     */
    public Duration lease() {
        return lease;
    }

    /**
     * How long finished jobs are kept.
     *
     * @param state a final state
     * @return zero or more; zero deletes at once
     * @throws IllegalArgumentException if the state is not final
     */
    public Duration retention(JobState state) {
        return retention.getOrDefault(Builder.checkFinal(state), Duration.ZERO);
    }

    /**
     * Who sees what happens.
     *
     * @return empty if nobody does
     */
    public Optional<QueueObserver> observer() {
        return Optional.ofNullable(observer);
    }

    /** Names the settings that were given, without password and without the URL's parameters. */
    @Override
    public String toString() {
        return "PgQueuesConfig[url " + (url == null ? null : ShownUrl.of(url))
                + ", user " + user
                + ", dataSource "
                + (dataSource == null ? null : dataSource.getClass().getName())
                + ", listenUrl " + (listenUrl == null ? null : ShownUrl.of(listenUrl))
                + ", table " + table
                + ", store " + (store == null ? storeName : store.name())
                + ", listener " + (listener == null ? listenerName : listener.name())
                + ", pollInterval " + pollInterval
                + ", backstopInterval " + backstopInterval
                + ", proofInterval " + proofInterval
                + ", wake " + wake
                + ", closeTimeout " + closeTimeout
                + ", connectTimeout " + connectTimeout
                + ", maxConnections " + maxConnections
                + ", lease " + lease
                + ", retention " + new EnumMap<>(retention)
                + ", observer " + (observer == null ? null : observer.getClass().getName()) + "]";
    }

    /** Collects settings; each is checked when it is set. Not thread-safe. */
    public static final class Builder {

        private static final Duration LONGEST = Duration.ofDays(1);
        private static final Duration SHORTEST_POLL = Duration.ofMillis(1);

        private @Nullable String url;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable DataSource dataSource;
        private @Nullable String listenUrl;
        private TableName table = TableName.of("jobs");
        private @Nullable String storeName;
        private @Nullable QueueStoreProvider store;
        private @Nullable String listenerName;
        private @Nullable ListenerProvider listener;
        private Duration pollInterval = Duration.ofSeconds(1);
        private Duration backstopInterval = Duration.ofSeconds(30);
        private Duration proofInterval = Duration.ofSeconds(10);
        private Wake wake = Wake.AUTO;
        private Duration closeTimeout = Duration.ofSeconds(30);
        private Duration connectTimeout = Duration.ofSeconds(10);
        private int maxConnections = 10;
        private Duration lease = Duration.ofSeconds(30);
        private final Map<JobState, Duration> retention = new EnumMap<>(Map.of(
                JobState.SUCCESS, Duration.ofDays(1),
                JobState.CANCELLED, Duration.ofDays(1),
                JobState.ERROR, Duration.ofDays(7)));
        private @Nullable QueueObserver observer;

        private Builder() {}

        /**
         * The role and its password, for the URL and the listen URL. Default: what the URL says.
         *
         * @param user the role to log in as
         * @param password its password
         * @return this
         */
        public Builder credentials(String user, String password) {
            this.user = Objects.requireNonNull(user, "user");
            this.password = Objects.requireNonNull(password, "password");
            return this;
        }

        /**
         * An address of its own for the listening connection, past a pooler for instance. Default: the
         * same as for statements.
         *
         * @param listenUrl a JDBC URL as in {@link PgQueuesConfig#builder(String)}
         * @return this
         * @throws IllegalArgumentException if it is no JDBC URL
         */
        public Builder listenUrl(String listenUrl) {
            this.listenUrl = checkUrl("listenUrl", listenUrl);
            return this;
        }

        /**
         * The table that keeps the jobs. Default {@code jobs}.
         *
         * @param table a name as {@link TableName#of(String)} takes it, such as {@code billing.jobs}
         * @return this
         * @throws IllegalArgumentException if the name breaks its rule
         */
        public Builder table(String table) {
            this.table = TableName.of(table);
            return this;
        }

        /**
         * The backend by name, for keeping jobs and for listening. Default: the only one there is.
         *
         * @param name such as {@code pgjdbc} or {@code pgjdbc-ng}
         * @return this
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder backend(String name) {
            return store(name).listener(name);
        }

        /**
         * The backend that keeps jobs, by name. Default: the only one there is.
         *
         * @param name such as {@code pgjdbc}
         * @return this
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder store(String name) {
            this.storeName = checkName("store", name);
            this.store = null;
            return this;
        }

        /**
         * The backend that keeps jobs, as an object.
         *
         * @param provider the backend
         * @return this
         */
        public Builder store(QueueStoreProvider provider) {
            this.store = Objects.requireNonNull(provider, "store");
            this.storeName = null;
            return this;
        }

        /**
         * The backend that listens, by name. Default: the only one there is.
         *
         * @param name such as {@code pgjdbc-ng}, or {@link #NO_LISTENER}
         * @return this
         * @throws IllegalArgumentException if the name is blank
         */
        public Builder listener(String name) {
            this.listenerName = checkName("listener", name);
            this.listener = null;
            return this;
        }

        /**
         * The backend that listens, as an object.
         *
         * @param provider the backend
         * @return this
         */
        public Builder listener(ListenerProvider provider) {
            this.listener = Objects.requireNonNull(provider, "listener");
            this.listenerName = null;
            return this;
        }

        /**
         * Does not listen: jobs of other processes are found every {@link #pollInterval(Duration)}. For
         * a pooler in transaction mode, for instance.
         *
         * @return this
         */
        public Builder pollOnly() {
            return listener(NO_LISTENER);
        }

        /**
         * How often an idle subscription looks for jobs while it cannot hear of them. Default 1 s.
         *
         * @param interval 1 ms to 1 day
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder pollInterval(Duration interval) {
            this.pollInterval = checkRange("pollInterval", interval, SHORTEST_POLL);
            return this;
        }

        /**
         * How often an idle subscription looks for jobs although it would hear of them. Default 30 s.
         *
         * @param interval 1 ms to 1 day
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder backstopInterval(Duration interval) {
            this.backstopInterval = checkRange("backstopInterval", interval, SHORTEST_POLL);
            return this;
        }

        /**
         * How often a ring is sent through the database to prove that rings arrive. It travels with a beat of the
         * node and costs no statement of its own. A listener that is deaf is found out within one and a half of
         * this, but not later than 5 s after it. Default 10 s.
         *
         * @param interval 100 ms to 1 day
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder proofInterval(Duration interval) {
            this.proofInterval = checkRange("proofInterval", interval, Duration.ofMillis(100));
            return this;
        }

        /**
         * How other processes learn of a push. Default {@link Wake#AUTO}.
         *
         * <ul>
         *   <li><b>D13.1</b> With {@link Wake#TRANSACTIONAL} a push is committed with its ring. With {@link
         *       Wake#NONE} it rings nobody; others find the job when they look by themselves.
         *   <li><b>D13.2</b> With {@link Wake#AUTO} a push does not fail with its ring, nor does it wait for one that
         *       hangs. One that cannot be sent is sent again; meanwhile others find the job when they look by themselves.
         *   <li><b>D13.3</b> However much is pushed, rings go out every millisecond at most, and every few where
         *       thousands of pushes come a second, for all queues together; up to twenty sooner after a quiet time.
         *       Each queue is rung after the last push to it.
         *   <li><b>D13.4</b> Closing sends what is not yet rung.
         * </ul>
         *
         * @param wake the way
         * @return this
         */
        public Builder wake(Wake wake) {
            this.wake = Objects.requireNonNull(wake, "wake");
            return this;
        }

        /**
         * How long closing waits for handlers that run. Default 30 s.
         *
         * @param timeout 0 to 1 day
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder closeTimeout(Duration timeout) {
            this.closeTimeout = checkRange("closeTimeout", timeout, Duration.ZERO);
            return this;
        }

        /**
         * How long making a connection, or waiting for a free one, may take. Default 10 s. With a
         * {@linkplain #lease(Duration) lease} of less than 30 s it should be a third of that at most: a connect that a
         * network has lost keeps the next one waiting for so long, and with it what keeps the lease.
         *
         * @param timeout 250 ms to 1 day
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = checkRange("connectTimeout", timeout, Duration.ofMillis(250));
            return this;
        }

        /**
         * How many connections for statements pgqueue opens at most, where it makes its own. The
         * listening connection comes on top. Default 10.
         *
         * @param connections 1 to 1000
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxConnections(int connections) {
            if (connections < 1 || connections > 1000) {
                throw new IllegalArgumentException("maxConnections must be from 1 to 1000: " + connections);
            }
            this.maxConnections = connections;
            return this;
        }

        /**
         * How long a node that does not beat any more keeps its jobs: within this time after a node's death
         * they run again elsewhere. A node beats every third of it, and at every
         * {@link #proofInterval(Duration)}. Default: 30 s.
         *
         * <ul>
         *   <li><b>D7.1</b> The jobs of a node that died run again elsewhere within this time, the attempt
         *       counted.
         *   <li><b>D7.2</b> A job whose node dies each time ends as {@link JobState#ERROR} after its attempts,
         *       and is not started once more.
         *   <li><b>D7.3</b> A node that cannot beat interrupts its handlers, gives back what it has not begun
         *       and claims nothing more, before others may take its jobs over.
         *   <li><b>D7.4</b> Ends, retries and beats of such a node change nothing once its jobs are elsewhere,
         *       and it reports {@link QueueEvent.LeaseLost} and {@link QueueEvent.AckLost}.
         *   <li><b>D7.5</b> Jobs run as long as their node lives, for however many leases.
         *   <li><b>D7.6</b> A job whose claim's answer was lost by a network that works again is done within the lease,
         *       though its node lives, the attempt not counted: answers are waited for no longer than a third of it.
         * </ul>
         *
         * @param lease from 1 second to 1 day
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder lease(Duration lease) {
            this.lease = checkRange("lease", lease, Duration.ofSeconds(1));
            return this;
        }

        /**
         * How long jobs are kept once they are finished. Default: 1 day for {@link JobState#SUCCESS} and
         * {@link JobState#CANCELLED}, 7 days for {@link JobState#ERROR}.
         *
         * <p>By a time of zero for {@link JobState#SUCCESS} the statement that ends a job deletes it, which costs the
         * server less than half of writing it: nobody sees it in that state, nor does a trigger of the user's. A job that
         * is awaited, or whose unique key still counts, stays as long as that lasts.
         *
         * @param state a final state
         * @param time from zero, which deletes at once, to 36,500 days
         * @return this
         * @throws IllegalArgumentException if the state is not final or the time is out of range
         */
        public Builder retention(JobState state, Duration time) {
            if (time.isNegative() || time.compareTo(RetryPolicy.LONGEST_DELAY) > 0) {
                throw new IllegalArgumentException("retention of " + checkFinal(state) + " must be from "
                        + Duration.ZERO + " to " + RetryPolicy.LONGEST_DELAY + ": " + time);
            }
            this.retention.put(checkFinal(state), time);
            return this;
        }

        /**
         * Lets somebody see what happens, such as for metrics. Default: nobody.
         *
         * @param observer is told; replaces one that was set before
         * @return this
         */
        public Builder observer(QueueObserver observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * The settings so far.
         *
         * @return immutable settings; this builder may go on to be used
         */
        public PgQueuesConfig build() {
            return new PgQueuesConfig(this);
        }

        private static JobState checkFinal(JobState state) {
            if (!state.isFinal()) {
                throw new IllegalArgumentException(
                        "retention is for the states SUCCESS, ERROR and CANCELLED: " + state);
            }
            return state;
        }

        private static String checkUrl(String setting, String url) {
            Objects.requireNonNull(url, setting);
            if (!url.startsWith("jdbc:")) {
                throw new IllegalArgumentException(setting + " must be a JDBC URL, such as"
                        + " jdbc:postgresql://localhost:5432/app: " + ShownUrl.of(url));
            }
            return url;
        }

        private static String checkName(String setting, String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(setting + " must not be blank: '" + name + "'");
            }
            return name;
        }

        private static Duration checkRange(String setting, Duration value, Duration least) {
            Objects.requireNonNull(value, setting);
            if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        setting + " must be from " + least + " to " + LONGEST + ": " + value);
            }
            return value;
        }
    }
}
