package io.github.pgqueue.testkit.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * A way to a server that a test can break: a relay in this process, which passes on what it is sent. Thread-safe.
 *
 * <p>What is sent while a direction is mute is lost, as in a network that drops packets, and nobody is told:
 * connections stay open. Connections that are made meanwhile are accepted and as mute.
 */
public final class Wire implements AutoCloseable {

    /** A direction. */
    public enum Way {
        /** What clients send. */
        TO_SERVER,
        /** What the server answers, and notifications. */
        TO_CLIENT
    }

    private final InetSocketAddress server;
    private final String path;
    private final ServerSocket entrance;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final Map<Way, Flow> flows = new EnumMap<>(Map.of(Way.TO_SERVER, new Flow(), Way.TO_CLIENT, new Flow()));
    private final LongAdder asked = new LongAdder();

    private Wire(InetSocketAddress server, String path, ServerSocket entrance) {
        this.server = server;
        this.path = path;
        this.entrance = entrance;
    }

    /**
     * A wire to a database, on a port of its own.
     *
     * @param database where it leads
     * @return open until it is closed
     */
    public static Wire to(TestDatabase database) {
        return to(database, InetAddress.getLoopbackAddress(), 0);
    }

    /**
     * A wire to a database.
     *
     * @param database where it leads
     * @param address where it begins
     * @param port its port there; 0 for any
     * @return open until it is closed
     * @throws UncheckedIOException if it cannot begin there
     */
    public static Wire to(TestDatabase database, InetAddress address, int port) {
        String url = database.url().substring("jdbc:postgresql://".length());
        int slash = url.indexOf('/');
        String[] host = url.substring(0, slash).split(":", 2);
        int serverPort = host.length == 1 ? 5432 : Integer.parseInt(host[1]);
        try {
            Wire wire = new Wire(
                    new InetSocketAddress(host[0], serverPort),
                    url.substring(slash),
                    new ServerSocket(port, 50, address));
            Link.start("wire", wire::accept);
            return wire;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The database's address by this way, without user and password.
     *
     * @return such as {@code jdbc:postgresql://127.0.0.1:40123/app}
     */
    public String url() {
        return url(entrance.getInetAddress().getHostAddress());
    }

    /**
     * The same, where the begin has a name.
     *
     * @param host means the address that this begins at
     * @return such as {@code jdbc:postgresql://db.example:40123/app}
     */
    public String url(String host) {
        return "jdbc:postgresql://" + host + ":" + port() + path;
    }

    /**
     * Where it begins.
     *
     * @return the port
     */
    public int port() {
        return entrance.getLocalPort();
    }

    /**
     * From now on nothing comes through in these directions.
     *
     * @param ways one or both
     */
    public void mute(Way... ways) {
        for (Way way : ways) {
            flow(way).mute();
        }
    }

    /**
     * From now on so many bytes come through in a direction, over all connections together, and then nothing: part of
     * a message, as a network leaves it that breaks within.
     *
     * @param way the direction
     * @param bytes zero or more
     */
    public void muteAfter(Way way, int bytes) {
        flow(way).muteAfter(bytes);
    }

    /**
     * From now on what is sent in this direction arrives in pieces, each in a packet of its own.
     *
     * @param way the direction
     * @param bytes the size of a piece; at least 1
     * @param pause how long the next piece is held back; zero or more
     */
    public void crumble(Way way, int bytes, Duration pause) {
        flow(way).crumble(bytes, pause);
    }

    /** From now on all comes through, as it is sent; what was lost stays lost. */
    public void mend() {
        flows.values().forEach(Flow::mend);
    }

    /**
     * Has the server forget what the connections over this wire listen to, by {@code UNLISTEN *}, behind the clients'
     * backs. They must be idle, logged in and without TLS.
     *
     * @return how many connections there were
     * @throws IllegalStateException if the server does not answer
     */
    public int unlisten() {
        List<Link> open = links.stream().filter(Link::isOpen).toList();
        open.forEach(Link::unlisten);
        return open.size();
    }

    /**
     * How many connections are open over it.
     *
     * @return zero or more
     */
    public int connections() {
        return (int) links.stream().filter(Link::isOpen).count();
    }

    /**
     * How often clients have asked the server something over it, whatever it was: by statements that they sent alone,
     * or a few together. Without TLS only.
     *
     * @return zero or more, since it was made
     */
    public long asked() {
        return asked.sum();
    }

    LongAdder questions() {
        return asked;
    }

    Flow flow(Way way) {
        return Objects.requireNonNull(flows.get(way));
    }

    private void accept() {
        try {
            while (true) {
                pass(entrance.accept());
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void pass(Socket client) throws IOException {
        try {
            // A piece is a packet, and waits for no other.
            client.setTcpNoDelay(true);
            Link link = new Link(this, client, new Socket(server.getAddress(), server.getPort()));
            links.removeIf(one -> !one.isOpen());
            links.add(link);
            link.start();
        } catch (IOException down) {
            client.close();
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        links.forEach(Link::close);
    }
}
