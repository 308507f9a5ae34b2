package io.github.pgqueue.chaos.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The names of hosts that this process knows: Java reads them from a file where it is told to before it looks up the
 * first one. Thread-safe.
 */
public final class Hosts {

    /** The property with the file. It counts only if it is set before the process looks up a name. */
    private static final String PROPERTY = "jdk.net.hosts.file";

    private static final String ENDING = ".test";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Map<String, String> NAMES = new TreeMap<>(Map.of("localhost", "127.0.0.1"));

    private Hosts() {}

    /**
     * From now on names are read from a file. To be called first in a program.
     *
     * @throws IOException if there can be no such file
     */
    public static void use() throws IOException {
        Path file = Files.createTempFile("pgqueue-hosts-", "");
        file.toFile().deleteOnExit();
        System.setProperty(PROPERTY, file.toString());
        write();
    }

    /** A name that nobody else has, for one of this machine's own addresses. */
    static String name(String address) {
        String name = "moving" + COUNT.incrementAndGet() + ENDING;
        move(name, address);
        return name;
    }

    static void move(String name, String address) {
        synchronized (NAMES) {
            NAMES.put(name, address);
            write();
        }
    }

    /** That what was written is what Java reads. */
    static void check(String name, String address) {
        try {
            String found = InetAddress.getByName(name).getHostAddress();
            if (!found.equals(address)) {
                throw new IllegalStateException(name + " is " + found + " instead of " + address);
            }
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException(
                    "this process does not read names from a file: set " + PROPERTY + " as it starts", unknown);
        }
    }

    /** In one step, as somebody may be reading it. */
    private static void write() {
        String file = System.getProperty(PROPERTY);
        if (file == null) {
            throw new IllegalStateException(PROPERTY + " must be set as the process starts: it is not");
        }
        String text = NAMES.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                .collect(Collectors.joining());
        try {
            Path next = Files.writeString(Path.of(file + ".next"), text);
            Files.move(next, Path.of(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
