package io.github.pgqueue.pgjdbcng.internal;

import io.github.pgqueue.jdbc.DatabaseUrl.Host;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/**
 * Finds out whether anybody answers at a host before the driver is let go. The driver itself waits a
 * minute for a host that is silent, cannot be stopped meanwhile, and never closes the socket.
 *
 * <p>It asks for encryption by GSSAPI, which the protocol lets every client ask first. A server answers
 * with one byte and logs nothing when the client then goes; asked for TLS it would log a broken handshake.
 * Any answer will do, a refusal or a hang-up too: only silence says that nobody is there.
 */
final class Preflight {

    private static final int LENGTH = 8;
    private static final int GSS_ENCRYPTION = 80877104;
    private static final String CANNOT_CONNECT = "08001";

    private Preflight() {}

    static void check(Host host, Deadline deadline) throws SQLException {
        try (Socket socket = new Socket()) {
            socket.connect(resolve(host), deadline.leftMillis());
            socket.setSoTimeout(deadline.leftMillis());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeLong(((long) LENGTH << Integer.SIZE) | GSS_ENCRYPTION);
            out.flush();
            socket.getInputStream().read();
        } catch (SocketTimeoutException silence) {
            throw new SQLNonTransientConnectionException("no answer in time", CANNOT_CONNECT, silence);
        } catch (IOException refusal) {
            throw new SQLNonTransientConnectionException(refusal.getMessage(), CANNOT_CONNECT, refusal);
        }
    }

    private static InetSocketAddress resolve(Host host) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(host.name(), host.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException("the host's name cannot be resolved");
        }
        return address;
    }
}
