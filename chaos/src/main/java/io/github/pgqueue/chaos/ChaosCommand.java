package io.github.pgqueue.chaos;

import io.github.pgqueue.chaos.check.Evidence;
import io.github.pgqueue.chaos.control.Progress;
import io.github.pgqueue.chaos.control.Run;
import io.github.pgqueue.chaos.control.RunSettings;
import io.github.pgqueue.chaos.history.Histories;
import io.github.pgqueue.chaos.report.Report;
import io.github.pgqueue.chaos.text.Folder;
import io.github.pgqueue.chaos.times.FaultsCommand;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program's one command. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = FaultsCommand.class,
        description = {
            "Kills what delivery depends on, for some time, and then checks what became of every job.",
            "Ends with status 0 if every promise was kept, and with 1 if one was broken."
        })
final class ChaosCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long there are faults, such as 0.5. Default: ${DEFAULT-VALUE}.")
    double minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Repeats the jobs and faults of a run. Default: by chance.")
    @Nullable
    Long seed;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "4",
            description = "Worker processes, of both backends in turn. Default: ${DEFAULT-VALUE}.")
    int workers;

    @Option(
            names = "--pushers",
            paramLabel = "N",
            defaultValue = "2",
            description = "Pusher processes, of both backends in turn. Default: ${DEFAULT-VALUE}.")
    int pushers;

    @Option(
            names = "--pace",
            paramLabel = "MS",
            defaultValue = "80",
            description = "Milliseconds between two pushes of one pusher. Default: ${DEFAULT-VALUE}.")
    int pace;

    @Mixin
    ServerOptions server = new ServerOptions();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes figures and findings there, too.")
    @Nullable
    Path json;

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = "Keeps the histories there. Default: a new folder, deleted if all was well.")
    @Nullable
    Path keep;

    @Option(names = "--check", paramLabel = "FOLDER", description = "Only checks histories that were kept.")
    @Nullable
    Path check;

    @Option(names = "--verbose", description = "Tells of each fault.")
    boolean verbose;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (check != null) {
            return tell(Report.of(Evidence.of(Histories.read(check, ""))), check);
        }
        Path folder = keep == null ? Files.createTempDirectory("pgqueue-chaos-") : Files.createDirectories(keep);
        RunSettings settings = settings(folder);
        out.println("seed " + settings.seed() + ", histories in " + folder);
        server.choose();
        Run.perform(settings, new Progress(out, verbose));
        int status = tell(Report.of(Evidence.of(Histories.read(folder, ""))), folder);
        if (status == ExitCode.OK && keep == null) {
            Folder.delete(folder);
        }
        return status;
    }

    private RunSettings settings(Path folder) {
        return new RunSettings(
                seed == null ? ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE) : seed,
                Duration.ofMillis(Math.round(minutes * 60_000)),
                workers,
                pushers,
                Duration.ofMillis(pace),
                PATIENCE,
                folder);
    }

    private int tell(Report report, Path folder) throws IOException {
        report.lines().forEach(out::println);
        if (json != null) {
            Files.writeString(json, report.json() + "\n");
        }
        if (report.isGood()) {
            return ExitCode.OK;
        }
        out.println("\n" + report.findings().size() + " findings; the histories are in " + folder);
        return ExitCode.SOFTWARE;
    }
}
