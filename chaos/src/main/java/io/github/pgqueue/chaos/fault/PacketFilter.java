package io.github.pgqueue.chaos.fault;

import io.github.pgqueue.testkit.database.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Linux drops the packets, by rules of {@code iptables} for the wire's port on the loopback interface: what was sent
 * meanwhile is sent again by TCP. All rules are deleted when the program ends, unless it is killed; in a network
 * namespace of its own they go with it in any case.
 */
public final class PacketFilter implements Network {

    private static final long PATIENCE_SECONDS = 20;

    private final Set<Rule> rules = ConcurrentHashMap.newKeySet();

    /**
     * Asks for the packet filter, to see that it is there and ours to use.
     *
     * @throws IllegalStateException if it is not
     */
    public PacketFilter() {
        run(List.of("-L", "INPUT", "-n"));
        Runtime.getRuntime().addShutdownHook(new Thread(this::deleteAll, "chaos-packet-filter-end"));
    }

    private record Rule(int port, Wire.Way way) {

        /** A packet of the loopback interface comes in once, at its end. */
        List<String> arguments(String action) {
            String side = way == Wire.Way.TO_SERVER ? "--dport" : "--sport";
            return List.of(action, "INPUT", "-i", "lo", "-p", "tcp", side, Integer.toString(port), "-j", "DROP");
        }
    }

    @Override
    public void drop(Wire wire, List<Wire.Way> ways) {
        for (Wire.Way way : ways) {
            Rule rule = new Rule(wire.port(), way);
            // First: what is there must be deleted, whatever becomes of this thread.
            rules.add(rule);
            run(rule.arguments("-A"));
        }
    }

    @Override
    public void mend(Wire wire) {
        rules.stream().filter(rule -> rule.port() == wire.port()).forEach(this::delete);
    }

    private void deleteAll() {
        for (Rule rule : rules) {
            try {
                delete(rule);
            } catch (IllegalStateException failed) {
                System.err.println("chaos: a rule is left behind: iptables " + String.join(" ", rule.arguments("-D"))
                        + ": " + failed.getMessage());
            }
        }
    }

    private void delete(Rule rule) {
        run(rule.arguments("-D"));
        rules.remove(rule);
    }

    /** In a word. */
    @Override
    public String toString() {
        return "iptables";
    }

    private static void run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("iptables", "-w"));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                throw new IllegalStateException(String.join(" ", command) + " has failed; it needs root's rights");
            }
        } catch (IOException e) {
            throw new IllegalStateException("iptables must be installed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while iptables runs", e);
        }
    }
}
