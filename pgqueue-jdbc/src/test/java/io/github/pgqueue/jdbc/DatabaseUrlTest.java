package io.github.pgqueue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:",
                "jdbc:postgresql:db",
                "jdbc:postgresql:db?user=me&a=1",
                "jdbc:postgresql:?user=x",
                "jdbc:postgresql://",
                "jdbc:postgresql:///",
                "jdbc:postgresql://h/",
                "jdbc:postgresql://h/db",
                "jdbc:postgresql://my_host/db",
                "jdbc:postgresql://h:5/db",
                "jdbc:postgresql://:5/db",
                "jdbc:postgresql://[::1]/db",
                "jdbc:postgresql://[::1]:5/db",
                "jdbc:postgresql://[fe80::1%eth0]:5/db",
                "jdbc:postgresql://[2001:DB8::1]:5,127.0.0.1/db",
                "jdbc:postgresql://a:1,b,c:3/d%20b?x=1",
                "jdbc:postgresql://h,/db",
                "jdbc:postgresql://h/db?",
                "jdbc:postgresql://h/db?a=b+c&ssl&x=%20&&q==",
                "jdbc:postgresql://h/db?user=u&user=v"
            })
    @DisplayName("a jdbc:postgresql: URL means what it means to pgjdbc")
    void likePgjdbc(String url) {
        Properties expected = Driver.parseURL(url, new Properties());
        DatabaseUrl parts = DatabaseUrl.parse("url", url);

        assertThat(expected).as("pgjdbc reads it").isNotNull();
        assertThat(names(parts.hosts())).isEqualTo(expected.remove("PGHOST"));
        assertThat(ports(parts.hosts())).isEqualTo(expected.remove("PGPORT"));
        Object database = expected.remove("PGDBNAME");
        assertThat(parts.database().orElse("")).isEqualTo(database == null ? "" : database);
        assertThat(parts.parameters()).isEqualTo(expected);
    }

    private static String names(List<Host> hosts) {
        return hosts.stream().map(Host::name).collect(Collectors.joining(","));
    }

    private static String ports(List<Host> hosts) {
        return hosts.stream().map(host -> Integer.toString(host.port())).collect(Collectors.joining(","));
    }

    @Test
    @DisplayName("no host means the machine at hand")
    void noHost() {
        for (String url : List.of("jdbc:postgresql:///db?user=x", "jdbc:postgresql:db", "jdbc:pgsql:///db")) {
            DatabaseUrl parts = DatabaseUrl.parse("url", url);
            assertThat(parts.hosts()).containsExactly(new Host("localhost", 5432));
            assertThat(parts.database()).contains("db");
        }
        assertThat(DatabaseUrl.parse("url", "jdbc:postgresql://?user=x").database())
                .isEmpty();
    }

    @Test
    @DisplayName("user and password may stand before the host, and give way to parameters")
    void userInfo() {
        assertThat(DatabaseUrl.parse("url", "jdbc:postgresql://me:p%40ss:word@h:1/db")
                        .parameters())
                .isEqualTo(Map.of("user", "me", "password", "p@ss:word"));
        assertThat(DatabaseUrl.parse("url", "jdbc:pgsql://me@h/db?user=you").parameters())
                .isEqualTo(Map.of("user", "you"));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:pgsql:db,                     localhost:5432, db",
        "jdbc:pgsql://h/db,                 h:5432,         db",
        "'jdbc:pgsql://h:1,[::1]:2/d%20b',  'h:1,[::1]:2',  d b"
    })
    @DisplayName("a jdbc:pgsql: URL is read as pgjdbc-ng reads it")
    void pgsql(String url, String hosts, String database) {
        DatabaseUrl parts = DatabaseUrl.parse("url", url);
        assertThat(parts.scheme()).isEqualTo("pgsql");
        assertThat(parts.hosts().stream().map(Host::toString).collect(Collectors.joining(",")))
                .isEqualTo(hosts);
        assertThat(parts.database()).isEqualTo(Optional.of(database));
    }

    @Test
    @DisplayName("an ampersand begins the parameters of a jdbc:pgsql: URL too")
    void ampersand() {
        DatabaseUrl parts = DatabaseUrl.parse("url", "jdbc:pgsql://h/db&ssl.mode=require&user=me");
        assertThat(parts.database()).contains("db");
        assertThat(parts.parameters()).isEqualTo(Map.of("ssl.mode", "require", "user", "me"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://h/db",
                "jdbc:postgresql:/",
                "jdbc:postgresql:/db",
                "jdbc:postgresql://h",
                "jdbc:postgresql://h?user=x",
                "jdbc:postgresql://h/a/b",
                "jdbc:postgresql://h:/db",
                "jdbc:postgresql://h:x/db",
                "jdbc:postgresql://h:0/db",
                "jdbc:postgresql://h:65536/db",
                "jdbc:postgresql://h:123456/db",
                "jdbc:postgresql://::1/db",
                "jdbc:postgresql://[::1/db",
                "jdbc:postgresql://[zz]/db",
                "jdbc:postgresql://a b/db",
                "jdbc:postgresql://h/db?a=%zz"
            })
    @DisplayName("what is none is refused, with the setting's name and the form to write")
    void refused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.parse("listenUrl", url))
                .withMessageStartingWith("listenUrl must ")
                .withMessageContaining("jdbc:");
    }

    @Test
    @DisplayName("its text shows where to, and no parameters")
    void text() {
        assertThat(DatabaseUrl.parse("url", "jdbc:postgresql://me:hush@h:1,i/db?password=hush"))
                .hasToString("[h:1, i:5432]/db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:hush@h",
                "jdbc:postgresql://u:hush/x@h/db",
                "jdbc:postgresql://u:hush?x@h/db",
                "jdbc:postgresql://u:hush@x@h/db",
                "jdbc:postgresql://u:%zzhush@h/db",
                "jdbc:postgresql://h/a/b?password=hush",
                "jdbc:postgresql://h:x/db?password=x@hush",
                "jdbc:postgresql://h/db?password=hush%",
                "jdbc:pgsql://h/a/b&password=hush",
                "jdbc:other:u/hush@//h:1/db"
            })
    @DisplayName("a refusal shows no password, wherever it stands")
    void noPasswordShown(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.parse("url", url))
                .withMessageNotContaining("hush")
                .withNoCause();
    }
}
