package io.github.pgqueue.pgjdbcng.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.impossibl.postgres.jdbc.PGDataSource;
import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import io.github.pgqueue.jdbc.ListenAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class AddressesTest {

    private static NgAddress translate(String url) {
        return translate(url, Optional.empty(), Optional.empty(), Map.of());
    }

    private static NgAddress translate(
            String url, Optional<String> user, Optional<String> password, Map<String, String> more) {
        Properties properties = new Properties();
        properties.putAll(more);
        return Addresses.of("pgqueue", new ListenAddress.Url("url", url, user, password, properties));
    }

    private static NgAddress withParameter(String name, String value) {
        return translate("jdbc:postgresql://h/db?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "user,                          me,            user,                          me",
        "password,                      p&w,           password,                      p&w",
        "ApplicationName,               my app,        application.name,              my app",
        "socketTimeout,                 7,             network.timeout,               7000",
        "socketTimeout,                 0,             network.timeout,               0",
        "sslmode,                       disable,       ssl.mode,                      disable",
        "sslmode,                       allow,         ssl.mode,                      allow",
        "sslmode,                       prefer,        ssl.mode,                      prefer",
        "sslmode,                       require,       ssl.mode,                      require",
        "sslmode,                       Verify-CA,     ssl.mode,                      verify-ca",
        "sslmode,                       verify-full,   ssl.mode,                      verify-full",
        "ssl,                           true,          ssl.mode,                      verify-full",
        "ssl,                           '',            ssl.mode,                      verify-full",
        "ssl,                           false,         ssl.mode,                      prefer",
        "sslcert,                       /c.crt,        ssl.certificate.file,          /c.crt",
        "sslpassword,                   pw,            ssl.key.password,              pw",
        "sslpasswordcallback,           a.B,           ssl.key.password.callback,     a.B",
        "receiveBufferSize,             65536,         protocol.socket.recv-buffer.size, 65536",
        "sendBufferSize,                65536,         protocol.socket.send-buffer.size, 65536",
        "preparedStatementCacheQueries, 0,             prepared-statement.cache.size, 0",
        "defaultRowFetchSize,           100,           fetch.size,                    100"
    })
    @DisplayName("a parameter of pgjdbc becomes the driver's own setting")
    void translated(String name, String value, String setting, String expected) {
        assertThat(withParameter(name, value).settings()).containsEntry(setting, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "currentSchema, 'one,two',                                 'search_path=one,two'",
        "queryTimeout,  3,                                         statement_timeout=3000",
        "options,       -c search_path=a\\ b -c statement_timeout=5, 'search_path=a b,statement_timeout=5'",
        "options,       --lock-timeout=1s  -cwork_mem=1MB,         'lock_timeout=1s,work_mem=1MB'",
        "options,       '  ',                                      ''"
    })
    @DisplayName("what pgjdbc sends while it connects is set on the session")
    void session(String name, String value, String expected) {
        assertThat(withParameter(name, value).session().entrySet())
                .extracting(Object::toString)
                .isEqualTo(expected.isEmpty() ? List.of() : splitBeforeNames(expected));
    }

    private static List<String> splitBeforeNames(String text) {
        return List.of(text.split(",(?=\\w+=)"));
    }

    @Test
    @DisplayName("limits on connecting are pgqueue's to keep, as the driver has none")
    void timeouts() {
        NgAddress both = translate("jdbc:postgresql://h/db?connectTimeout=3&loginTimeout=4");
        assertThat(both.connectTimeout()).contains(Duration.ofSeconds(3));
        assertThat(both.loginTimeout()).contains(Duration.ofSeconds(4));
        NgAddress off = translate("jdbc:postgresql://h/db?connectTimeout=0&loginTimeout=0");
        assertThat(off.connectTimeout()).isEmpty();
        assertThat(off.loginTimeout()).isEmpty();
    }

    @Test
    @DisplayName("without parameters it encrypts if the server can, never waits for ever, and says who it is")
    void defaults() {
        NgAddress address = translate("jdbc:postgresql://h:1/db");
        assertThat(address.hosts()).containsExactly(new Host("h", 1));
        assertThat(address.settings())
                .containsEntry("database.name", "db")
                .containsEntry("user", System.getProperty("user.name"))
                .containsEntry("ssl.mode", "prefer")
                .containsEntry("application.name", "pgqueue")
                .containsEntry("network.timeout", "60000")
                .containsEntry("protocol.io.mode", "nio")
                .containsEntry("protocol.message.size.max", Integer.toString(Integer.MAX_VALUE));
        assertThat(address.session()).isEmpty();
    }

    @Test
    @DisplayName("the database's default is the user's name, as it is the server's")
    void databaseOfUser() {
        assertThat(translate("jdbc:postgresql://h/?user=me").settings()).containsEntry("database.name", "me");
    }

    @Test
    @DisplayName("credentials of the config stand above those of the URL")
    void credentials() {
        NgAddress address = translate(
                "jdbc:postgresql://a:b@h/?user=c&password=d", Optional.of("me"), Optional.of("secret"), Map.of());
        assertThat(address.settings())
                .containsEntry("user", "me")
                .containsEntry("password", "secret")
                .containsEntry("database.name", "me");
        assertThat(address.toString()).contains("h:5432").doesNotContain("secret");
    }

    @Test
    @DisplayName("the root certificate is pgjdbc's, not one in the working directory")
    void rootCertificate() {
        assertThat(withParameter("sslmode", "verify-ca").settings().get("ssl.ca.certificate.file"))
                .startsWith(System.getProperty("user.home"))
                .endsWith("root.crt");
        assertThat(translate("jdbc:postgresql://h/db?sslmode=verify-full&sslrootcert=ca.crt")
                        .settings()
                        .get("ssl.ca.certificate.file"))
                .isEqualTo(Path.of("ca.crt").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "targetServerType,  secondary,    must be any or primary",
        "prepareThreshold,  0,            must not be 0",
        "preferQueryMode,   simple,       must be an extended one",
        "sslmode,           none,         must be one of",
        "sslkey,            /k.P12,       PKCS-8",
        "sslkey,            /k.pem,       PKCS-8",
        "sslfactory,        a.Factory,    cannot be used",
        "sslNegotiation,    direct,       must be postgres",
        "channelBinding,    require,      must be prefer",
        "requireAuth,       scram-sha-256, no counterpart",
        "gssEncMode,        require,      no counterpart",
        "readOnly,          true,         must be false",
        "replication,       database,     must be false",
        "protocolVersion,   2,            must be 3",
        "PGHOST,            elsewhere,    where to connect",
        "service,           mine,         where to connect",
        "socketFactory,     a.Factory,    no counterpart",
        "scramMaxIterations, 5000,        no counterpart",
        "socketTimeout,     7s,           must be a whole number from 0",
        "socketTimeout,     -1,           must be a whole number from 0",
        "loginTimeout,      9999999999,   must be a whole number from 0",
        "receiveBufferSize, big,          must be a whole number from -1",
        "prepareThreshold,  x,            must be a whole number from -1",
        "options,           -B 100,       must be a list of -c name=value",
        "options,           -c x,         must be a list of -c name=value",
        "applicationName,   mine,         is none that pgjdbc knows",
        "tcpkeepalive,      true,         is none that pgjdbc knows"
    })
    @DisplayName("what cannot be served is refused: setting, parameter, rule, value and a way out")
    void refused(String name, String value, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withParameter(name, value))
                .withMessageStartingWith("url parameter " + name + " ")
                .withMessageContaining(rule)
                .withMessageContaining(": '" + value + "'. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslfactoryarg", "socketFactoryArg", "passwd", "authToken", "client_secret"})
    @DisplayName("a value that may be a secret is not shown")
    void secrets(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withParameter(name, "hush"))
                .withMessageContaining(name)
                .withMessageNotContaining("hush");
    }

    @ParameterizedTest
    @EnumSource(PGProperty.class)
    @DisplayName("every parameter of pgjdbc has a rule, and its default is served")
    void everyParameter(PGProperty property) {
        assertThatCode(() -> withParameter(property.getName(), "?"))
                .as("%s is classified", property.getName())
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        refusal -> assertThat(refusal.getMessage()).doesNotContain("is none that pgjdbc knows"));
        String standard = property.getDefaultValue();
        if (standard != null && !property.getName().startsWith("PG")) {
            withParameter(property.getName(), standard);
        }
    }

    @Test
    @DisplayName("a jdbc:pgsql: URL passes as it is, completed by what it leaves open")
    void pgsql() {
        NgAddress address = translate(
                "jdbc:pgsql://me:pw@a:1,b/db?ssl.mode=require&networkTimeout=5&application.name=x&login.timeout=3");
        assertThat(address.hosts()).containsExactly(new Host("a", 1), new Host("b", 5432));
        assertThat(address.loginTimeout()).contains(Duration.ofSeconds(3));
        assertThat(address.settings())
                .isEqualTo(Map.of(
                        "user", "me",
                        "password", "pw",
                        "database.name", "db",
                        "ssl.mode", "require",
                        "network.timeout", "5",
                        "application.name", "x",
                        "housekeeper", "false",
                        "protocol.io.mode", "nio",
                        "protocol.message.size.max", Integer.toString(Integer.MAX_VALUE)));
    }

    @Test
    @DisplayName("a pool's properties are parameters too, and win or give way as with the driver they are meant for")
    void properties() {
        NgAddress translated = translate(
                "jdbc:postgresql://h/db?ApplicationName=url",
                Optional.empty(),
                Optional.empty(),
                Map.of("ApplicationName", "pool", "socketTimeout", "3"));
        assertThat(translated.settings())
                .containsEntry("application.name", "url")
                .containsEntry("network.timeout", "3000");
        NgAddress own = translate(
                "jdbc:pgsql://h/db?application.name=url",
                Optional.empty(),
                Optional.empty(),
                Map.of("application.name", "pool", "networkTimeout", "3000"));
        assertThat(own.settings()).containsEntry("application.name", "pool").containsEntry("network.timeout", "3000");
    }

    @Test
    @DisplayName("the driver's own data source tells its address, and is left as it is")
    void dataSource() {
        PGDataSource source = new PGDataSource();
        source.setServerName("h");
        source.setPortNumber(1);
        source.setDatabaseName("d b");
        source.setUser("me");
        source.setPassword("pw");
        source.setSslMode("require");
        NgAddress address = Addresses.of("pgqueue", source, Optional.empty(), Optional.of("other"));
        assertThat(address.hosts()).containsExactly(new Host("h", 1));
        assertThat(address.settings())
                .containsEntry("database.name", "d b")
                .containsEntry("user", "me")
                .containsEntry("password", "other")
                .containsEntry("ssl.mode", "require")
                .containsEntry("network.timeout", "60000");
        assertThat(source.getPassword()).isEqualTo("pw");
        assertThat(source.getNetworkTimeout()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'a:1, [::1]:2', , 'a:1,[::1]:2'", ", jdbc:pgsql://u@c:3/db, c:3", ", , localhost:5432"})
    @DisplayName("a data source's list of addresses or URL stands above its host")
    void dataSourceHosts(String addresses, String url, String hosts) {
        PGDataSource source = new PGDataSource();
        source.setDatabaseName("db");
        source.setServerAddresses(addresses);
        source.setDatabaseUrl(url);
        NgAddress address = Addresses.of("pgqueue", source, Optional.empty(), Optional.empty());
        assertThat(address.hosts().stream().map(Host::toString).collect(Collectors.joining(",")))
                .isEqualTo(hosts);
        assertThat(address.settings()).containsEntry("database.name", "db");
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode,         require,     is none that pgjdbc-ng knows",
        "nonsense,        1,           is none that pgjdbc-ng knows",
        "ssl.mode,        sometimes,   must be a value that pgjdbc-ng understands",
        "network.timeout, long,        must be a value that pgjdbc-ng understands",
        "server.name,     elsewhere,   cannot be a parameter",
        "database,        other,       cannot be a parameter",
        "unixsocket,      /tmp,        cannot be used"
    })
    @DisplayName("what the driver would pass over with a warning is refused")
    void pgsqlRefused(String name, String value, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> translate("jdbc:pgsql://h/db?" + name + "=" + value))
                .withMessageStartingWith("url parameter " + name + " " + rule)
                .withMessageContaining(": '" + value + "'. ");
    }
}
