package io.github.pgqueue.testkit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WireTest {

    /** The server answers to each with one byte, before anybody has logged in. */
    private static final int ENCRYPTION_BY_GSSAPI = 80877104;

    private static final int ENCRYPTION_BY_TLS = 80877103;

    private static final int LENGTH = 8;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int A_MOMENT_MILLIS = 500;

    private TestDatabase database;
    private Wire wire;
    private Socket socket;

    @BeforeEach
    void open() throws IOException {
        database = TestDatabases.shared().newDatabase();
        wire = Wire.to(database);
        socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        wire.close();
        database.close();
    }

    private void ask(int what) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeLong(((long) LENGTH << Integer.SIZE) | what);
        out.flush();
    }

    private int answer() throws IOException {
        return socket.getInputStream().read();
    }

    private void assertSilence() throws IOException {
        socket.setSoTimeout(A_MOMENT_MILLIS);
        assertThatThrownBy(this::answer).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    @Test
    void isMuteAfterTheBytesThatItWasToLetThrough() throws IOException {
        wire.muteAfter(Wire.Way.TO_CLIENT, 1);
        ask(ENCRYPTION_BY_GSSAPI);
        assertThat(answer()).isEqualTo('N');
        ask(ENCRYPTION_BY_TLS);
        assertSilence();
    }

    @Test
    void whatWasLostWhileItWasMuteStaysLost() throws IOException {
        wire.mute(Wire.Way.TO_SERVER);
        ask(ENCRYPTION_BY_GSSAPI);
        assertSilence();
        wire.mend();
        ask(ENCRYPTION_BY_GSSAPI);
        assertThat(answer()).isEqualTo('N');
        assertSilence();
    }
}
