package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.UniqueKey;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Ring;
import io.github.pgqueue.testkit.database.TestDatabase;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

@DisplayName("A push that has others told afterwards")
class QuietTest {

    private static final String PLAIN = "insert into jobs (queue_name) values ('plain')";

    private TestDatabase database;
    private QueueStore store;
    private Channel channel;
    private HikariDataSource pool;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabases.shared().newDatabase();
        store = Stores.ready(database, "jobs");
        channel = new Channel(database, "jobs_channel");
        pool = new HikariDataSource();
        pool.setMaximumPoolSize(1);
    }

    @AfterEach
    void close() throws SQLException {
        pool.close();
        channel.close();
        store.close();
        database.close();
    }

    private QueueStore pooled(PGSimpleDataSource source) {
        pool.setDataSource(source);
        return Stores.over(pool, "jobs");
    }

    private void onTheSameConnection(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("leaves the session as it was, however often the statement is prepared and run")
    void session(boolean autoCommit) throws SQLException {
        pool.setAutoCommit(autoCommit);
        QueueStore pooled = pooled(Stores.dataSource(database));
        for (int round = 0; round < 12; round++) {
            allSorts(pooled, round);
            assertThat(channel.rings()).isEmpty();
            onTheSameConnection(PLAIN);
            assertThat(channel.rings()).singleElement().asString().endsWith(",,plain");
        }
    }

    @Test
    @DisplayName("is quiet too where the driver sends its values within the text")
    void simpleProtocol() throws SQLException {
        PGSimpleDataSource source = Stores.dataSource(database);
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        QueueStore pooled = pooled(source);

        allSorts(pooled, 0);
        assertThat(channel.rings()).isEmpty();

        onTheSameConnection(PLAIN);
        assertThat(channel.rings()).singleElement().asString().endsWith(",,plain");
    }

    @Test
    @DisplayName("silences nothing else of a transaction that goes on")
    void restOfTheTransaction() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            QueueStore joining = Stores.over(joining(connection), "jobs");
            statement.execute("insert into jobs (queue_name) values ('before')");
            joining.insert("mail", List.of(NewJob.of("quiet")));
            statement.execute("insert into jobs (queue_name) values ('after')");
            statement.execute("update jobs set status = 'cancelled'");
            statement.execute("update jobs set status = 'new' where queue_name = 'after'");
            connection.commit();
        }

        assertThat(channel.rings()).containsExactly("1,,before", "3,,after");
    }

    @Test
    @DisplayName("does not silence what somebody else's trigger adds on the way")
    void othersTriggers() throws SQLException {
        database.execute("""
                create function audit() returns trigger language plpgsql as $$
                begin
                    insert into jobs (queue_name) values ('audit');
                    return null;
                end $$;
                create trigger audit after insert on jobs
                    for each row when (new.queue_name = 'mail') execute function audit()""");

        long id = Stores.push(store, "mail", "x");

        assertThat(channel.rings()).containsExactly((id + 1) + ",,audit");
    }

    @Test
    @DisplayName("tells of many in one transaction, which waits for no disk and leaves the session as it was")
    void ring() throws SQLException {
        QueueStore pooled = pooled(Stores.dataSource(database));

        pooled.ring(IntStream.range(0, 100).mapToObj(i -> Ring.of("queue " + i)).toList());

        assertThat(channel.rings()).hasSize(100);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show synchronous_commit")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    private static void allSorts(QueueStore store, int round) {
        NewJob keyed = NewJob.of("k").withUniqueKey(UniqueKey.of("k" + round).replacing());
        Stores.push(store, "mail", "one");
        Stores.pushMany(store, "mail", 3);
        Stores.push(store, "mail", NewJob.of("x").withHeader("a", "b"));
        store.insert("mail", List.of(NewJob.of("x").withHeader("a", "b"), NewJob.of("y")));
        Stores.push(store, "mail", keyed.withDelay(Duration.ofHours(1)));
        Stores.push(store, "mail", keyed);
        store.insert("mail", List.of(keyed, keyed, NewJob.of("y")));
    }

    /** As frameworks do that have a transaction go on for as long as they want. */
    private static DataSource joining(Connection connection) {
        Set<String> withoutEffect = Set.of("commit", "close", "setAutoCommit");
        Connection held = proxy(Connection.class, connection, withoutEffect);
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> method.getName().equals("getConnection") ? held : null);
    }

    private static <T> T proxy(Class<T> type, T target, Set<String> withoutEffect) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        withoutEffect.contains(method.getName()) ? null : method.invoke(target, arguments)));
    }
}
