package io.github.pgqueue.vertx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import io.github.pgqueue.jdbc.ListenAddress;
import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

@DisplayName("An address")
class AddressesTest {

    private static VertxAddress read(String url) {
        return read(url, Optional.empty(), Optional.empty(), Map.of());
    }

    private static VertxAddress read(
            String url, Optional<String> user, Optional<String> password, Map<String, String> more) {
        Properties properties = new Properties();
        properties.putAll(more);
        return Addresses.of(new ListenAddress.Url("url", url, user, password, properties));
    }

    private static VertxAddress withParameter(String name, String value) {
        return read("jdbc:postgresql://h/db?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("is the URL's, with hosts, limits and what the session is told")
    void whole() {
        VertxAddress address = read("jdbc:postgresql://a:1,[::1]/d%20b?user=me&password=p%26w&ApplicationName=mine"
                + "&currentSchema=one,two&options=-c%20statement_timeout=5&connectTimeout=3&loginTimeout=4");
        assertThat(address.hosts()).containsExactly(new Host("a", 1), new Host("[::1]", 5432));
        assertThat(address.database()).isEqualTo("d b");
        assertThat(address.user()).isEqualTo("me");
        assertThat(address.password()).isEqualTo("p&w");
        assertThat(address.hostLimit()).contains(Duration.ofSeconds(3));
        assertThat(address.wholeLimit()).contains(Duration.ofSeconds(4));
        assertThat(address.session())
                .isEqualTo(Map.of(
                        "client_encoding", "UTF8",
                        "application_name", "mine",
                        "search_path", "one,two",
                        "options", "-c statement_timeout=5"));
    }

    @Test
    @DisplayName("is completed as pgjdbc would: it encrypts if the server can, as the user of the system")
    void defaults() {
        VertxAddress address = read("jdbc:postgresql://h/?connectTimeout=0&loginTimeout=0");
        String me = System.getProperty("user.name");
        assertThat(address.user()).isEqualTo(me);
        assertThat(address.database()).isEqualTo(me);
        assertThat(address.password()).isEmpty();
        assertThat(address.hostLimit()).isEmpty();
        assertThat(address.wholeLimit()).isEmpty();
        assertThat(address.session()).containsEntry("application_name", "pgqueue-listen");
        assertThat(address.encryption().mode()).isEqualTo(SslMode.PREFER);
    }

    @Test
    @DisplayName("takes the config's credentials before the URL's, and a pool's properties after it")
    void precedence() {
        VertxAddress address = read(
                "jdbc:postgresql://a:b@h/?user=c&password=d&ApplicationName=url",
                Optional.of("me"),
                Optional.of("secret"),
                Map.of("ApplicationName", "pool", "sslmode", "require"));
        assertThat(address.user()).isEqualTo("me");
        assertThat(address.password()).isEqualTo("secret");
        assertThat(address.session()).containsEntry("application_name", "url");
        assertThat(address.encryption().mode()).isEqualTo(SslMode.REQUIRE);
        assertThat(address.toString()).contains("h:5432").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode, disable,     DISABLE",
        "sslmode, allow,       ALLOW",
        "sslmode, prefer,      PREFER",
        "sslmode, require,     REQUIRE",
        "sslmode, Verify-CA,   VERIFY_CA",
        "sslmode, verify-full, VERIFY_FULL",
        "ssl,     true,        VERIFY_FULL",
        "ssl,     '',          VERIFY_FULL",
        "ssl,     false,       PREFER"
    })
    @DisplayName("encrypts as pgjdbc would")
    void encryption(String name, String value, SslMode mode) {
        assertThat(withParameter(name, value).encryption().mode()).isEqualTo(mode);
    }

    @Test
    @DisplayName("finds certificates where pgjdbc does, not in the working directory")
    void certificates() {
        assertThat(withParameter("sslmode", "verify-ca").encryption().rootCertificate())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".postgresql", "root.crt"));
        Encryption given = read("jdbc:postgresql://h/db?sslrootcert=ca.crt&sslcert=/c.crt&sslkey=/c.pk8")
                .encryption();
        assertThat(given.rootCertificate()).isEqualTo(Path.of("ca.crt").toAbsolutePath());
        assertThat(given.identity()).contains(new Encryption.Identity(Path.of("/c.crt"), Path.of("/c.pk8")));
    }

    @ParameterizedTest
    @CsvSource({
        "targetServerType,  secondary,     must be any or primary",
        "sslmode,           none,          must be one of",
        "sslkey,            /k.P12,        PKCS-8",
        "sslfactory,        a.Factory,     no counterpart",
        "sslhostnameverifier, a.Verifier,  no counterpart",
        "sslNegotiation,    direct,        must be postgres",
        "channelBinding,    require,       must be prefer",
        "requireAuth,       scram-sha-256, no counterpart",
        "gssEncMode,        require,       no counterpart",
        "replication,       database,      must be false",
        "protocolVersion,   2,             must be 3",
        "PGHOST,            elsewhere,     where to connect",
        "service,           mine,          where to connect",
        "socketFactory,     a.Factory,     no counterpart",
        "scramMaxIterations, 5000,         no counterpart",
        "connectTimeout,    7s,            must be a whole number of seconds from 0",
        "loginTimeout,      -1,            must be a whole number of seconds from 0",
        "loginTimeout,      9999999999,    must be a whole number of seconds from 0",
        "applicationName,   mine,          is none that pgjdbc knows",
        "sslMode,           require,       is none that pgjdbc knows"
    })
    @DisplayName("that cannot be served is refused: setting, parameter, rule, value and a way out")
    void refused(String name, String value, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withParameter(name, value))
                .withMessageStartingWith("url parameter " + name + " ")
                .withMessageContaining(rule)
                .withMessageContaining(": '" + value + "'. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslpassword", "sslpasswordcallback", "sslfactoryarg", "passwd", "authToken"})
    @DisplayName("keeps a value to itself that may be a secret")
    void secrets(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withParameter(name, "hush"))
                .withMessageContaining(name)
                .withMessageNotContaining("hush");
    }

    @ParameterizedTest
    @EnumSource(PGProperty.class)
    @DisplayName("has a rule for every parameter of pgjdbc, and is served by its default")
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
    @DisplayName("in another driver's form is refused, without its parameters")
    void otherScheme() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("jdbc:pgsql://h/db?password=hush"))
                .withMessageStartingWith("url must be jdbc:postgresql://")
                .withMessageContaining("jdbc:pgsql://h/db")
                .withMessageNotContaining("hush");
    }
}
