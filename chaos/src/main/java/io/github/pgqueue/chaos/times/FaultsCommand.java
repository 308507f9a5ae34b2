package io.github.pgqueue.chaos.times;

import io.github.pgqueue.chaos.fault.FaultCase;
import io.github.pgqueue.chaos.fault.Hosts;
import io.github.pgqueue.chaos.fault.MuteWires;
import io.github.pgqueue.chaos.fault.Network;
import io.github.pgqueue.chaos.fault.PacketFilter;
import io.github.pgqueue.chaos.text.Folder;
import io.github.pgqueue.testkit.database.Certificate;
import io.github.pgqueue.testkit.database.TestDatabases;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Measures how long each fault lasts. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Brings about one fault after the other, with both backends, and measures how long it takes until it is",
            "noticed, until the next job runs, and until the node is rung again. Starts servers of its own.",
            "Ends with status 0 if every node came back, and with 1 if one did not."
        })
public final class FaultsCommand implements Callable<Integer> {

    private static final List<String> BACKENDS = List.of("pgjdbc", "pgjdbc-ng");

    /** The default of {@code proofInterval}. */
    private static final Duration PROOF = Duration.ofSeconds(10);

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    int rounds;

    @Option(names = "--only", paramLabel = "TEXT", defaultValue = "", description = "Faults with this in their names.")
    String only = "";

    @Option(
            names = "--iptables",
            description = {
                "Drops packets by the system's packet filter, too. Needs Linux, root and iptables; adds rules for ports",
                "of the loopback interface and deletes them again."
            })
    boolean iptables;

    @Option(names = "--write", paramLabel = "FILE", description = "Writes the figures there, as Markdown.")
    @Nullable
    Path file;

    @Option(names = "--verbose", description = "Tells of each trial.")
    boolean verbose;

    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("io.github.pgqueue");

    private static final Logger POOL_LOG = Logger.getLogger("com.zaxxer.hikari");

    private final PrintStream out = System.out;

    /** For the command line. */
    public FaultsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Hosts.use();
        // They speak of what is done to them.
        LOG.setLevel(Level.OFF);
        POOL_LOG.setLevel(Level.OFF);
        List<Network> networks = new ArrayList<>(List.of(new MuteWires()));
        if (iptables) {
            networks.add(new PacketFilter());
        }
        try (TestDatabases server = TestDatabases.start()) {
            offerTls(server);
            List<Trial> trials = trials(networks, server.majorVersion());
            Map<Trial, FaultFigures> figures = new Trials(server, trials, rounds, PROOF, this::tell).run();
            String report = FaultReport.of(figures, server, rounds);
            out.print(report);
            if (file != null) {
                Files.writeString(file, report);
            }
            boolean failed =
                    figures.values().stream().anyMatch(one -> !one.failures().isEmpty());
            return failed ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    private List<Trial> trials(List<Network> networks, int version) {
        List<Trial> trials = new ArrayList<>();
        for (FaultCase fault : FaultCase.all()) {
            if (fault.name().contains(only) && fault.needs().leastServer() <= version) {
                // By the system's means only what the system does.
                for (Network network : fault.needs().network() ? networks : networks.subList(0, 1)) {
                    BACKENDS.forEach(backend -> trials.add(new Trial(fault, backend, network, Timing.DEFAULTS)));
                }
            }
        }
        return trials;
    }

    private static void offerTls(TestDatabases server) throws IOException {
        Path folder = Files.createTempDirectory("pgqueue-faults-");
        try {
            server.settings()
                    .orElseThrow(() -> new IllegalArgumentException("needs servers of its own, which can be stopped"))
                    .offerTls(Certificate.make("SHA256withRSA", folder));
        } finally {
            Folder.delete(folder);
        }
    }

    private void tell(String line) {
        if (verbose) {
            out.println(line);
        }
    }
}
