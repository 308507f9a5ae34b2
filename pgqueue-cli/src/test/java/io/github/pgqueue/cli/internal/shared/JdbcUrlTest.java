package io.github.pgqueue.cli.internal.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JdbcUrlTest {

    private static final String PLAIN = "jdbc:postgresql://localhost:5432/app";

    @Test
    void aParameterIsAdded() {
        assertThat(new JdbcUrl(PLAIN).with("user", "me").text()).isEqualTo(PLAIN + "?user=me");
        assertThat(new JdbcUrl(PLAIN + "?ssl=true").with("user", "me").text()).isEqualTo(PLAIN + "?ssl=true&user=me");
    }

    @Test
    void aParameterThatIsThereIsReplaced() {
        assertThat(new JdbcUrl(PLAIN + "?user=you&ssl=true").with("user", "me").text())
                .isEqualTo(PLAIN + "?ssl=true&user=me");
    }

    @Test
    void whatUrlsCannotHoldIsEncoded() {
        assertThat(new JdbcUrl(PLAIN).with("password", "a&b=c?d e+%").text())
                .isEqualTo(PLAIN + "?password=a%26b%3Dc%3Fd%20e%2B%25");
    }

    @Test
    void nothingGivenChangesNothing() {
        assertThat(new JdbcUrl(PLAIN).with("user", null).text()).isEqualTo(PLAIN);
    }

    @Test
    void aPasswordIsNotShown() {
        assertThat(new JdbcUrl(PLAIN).with("password", "secret")).hasToString("JdbcUrl");
    }

    @Test
    @Timeout(30)
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "jdbc:postgresql://localhost:" + hole.getLocalPort() + "/app?user=me";

            assertThatThrownBy(() -> new JdbcUrl(address + "&loginTimeout=1").probe())
                    .isInstanceOf(SQLException.class);
        }
    }
}
