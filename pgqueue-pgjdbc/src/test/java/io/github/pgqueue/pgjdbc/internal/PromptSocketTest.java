package io.github.pgqueue.pgjdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayName("A prompt socket")
class PromptSocketTest {

    private ServerSocket server;
    private WatchedSocket socket;
    private Socket peer;
    private InputStream in;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket = new WatchedSocket();
        socket.connect(server.getLocalSocketAddress());
        peer = server.accept();
        in = socket.getInputStream();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        peer.close();
        server.close();
    }

    @Test
    @DisplayName("answers a peek without waiting while nothing has arrived, however often it is asked")
    void nothing() throws IOException {
        for (int peek = 0; peek < 1000; peek++) {
            socket.setSoTimeout(PromptSocket.PEEK_MILLIS);
            assertThatThrownBy(() -> in.read(new byte[8], 0, 8))
                    .isInstanceOf(SocketTimeoutException.class)
                    .satisfies(answer -> assertThat(answer.getStackTrace())
                            .as("what would take longer than the rest")
                            .isEmpty());
            socket.setSoTimeout(PromptSocket.PEEK_MILLIS);
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            assertThat(socket.getSoTimeout()).isEqualTo(PromptSocket.PEEK_MILLIS);
            socket.setSoTimeout(0);
        }
        assertThat(socket.watched().blocked()).isZero();
    }

    @Test
    @DisplayName("gives a peek what has arrived, and the end of the stream to the read after it")
    void something() throws IOException {
        send(1, 2, 3);
        socket.setSoTimeout(PromptSocket.PEEK_MILLIS);
        assertThat(in.read()).isEqualTo(1);
        socket.setSoTimeout(PromptSocket.PEEK_MILLIS);
        assertThat(in.read(new byte[8], 0, 8)).isEqualTo(2);

        peer.close();
        socket.setSoTimeout(PromptSocket.PEEK_MILLIS);
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(0);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    @DisplayName("waits in the second read of a peek, so that who tries again does not run in circles")
    void second() throws IOException {
        socket.setSoTimeout(PromptSocket.PEEK_MILLIS);
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        assertThat(socket.watched().blocked()).isZero();
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        assertThat(socket.watched().blocked()).isOne();
    }

    @Test
    @DisplayName("waits as any other does with every other timeout")
    void otherTimeouts() throws Exception {
        for (int timeout : new int[] {2, 20}) {
            socket.setSoTimeout(PromptSocket.PEEK_MILLIS);
            socket.setSoTimeout(timeout);
            long start = System.nanoTime();
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(timeout));
        }
        socket.setSoTimeout(0);
        AtomicInteger read = new AtomicInteger(-2);
        CountDownLatch done = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            try {
                read.set(in.read());
            } catch (IOException failure) {
                read.set(-3);
            }
            done.countDown();
        });
        reader.start();
        socket.watched().awaitWaiting();
        peer.getOutputStream().write(7);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(read).hasValue(7);
    }

    @Test
    @DisplayName("made by its factory in any of the ways is connected as asked")
    void factory() throws IOException {
        PromptSocketFactory factory = new PromptSocketFactory();
        InetAddress here = InetAddress.getLoopbackAddress();
        int port = server.getLocalPort();
        try (Socket unconnected = factory.createSocket();
                Socket byName = factory.createSocket(here.getHostAddress(), port);
                Socket byAddress = factory.createSocket(here, port);
                Socket byNameFrom = factory.createSocket(here.getHostAddress(), port, here, 0);
                Socket byAddressFrom = factory.createSocket(here, port, here, 0)) {
            assertThat(unconnected.isConnected()).isFalse();
            assertThat(new Socket[] {unconnected, byName, byAddress, byNameFrom, byAddressFrom})
                    .allMatch(PromptSocket.class::isInstance);
            assertThat(new Socket[] {byName, byAddress, byNameFrom, byAddressFrom})
                    .allMatch(Socket::isConnected)
                    .allSatisfy(one -> assertThat(one.getPort()).isEqualTo(port));
        }
    }

    /** Returns when they have arrived. */
    private void send(int... bytes) throws IOException {
        for (int each : bytes) {
            peer.getOutputStream().write(each);
        }
        while (in.available() < bytes.length && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }
}
