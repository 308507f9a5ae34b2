package io.github.pgqueue.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.cli.internal.shared.Io;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {

    static Set<String> commands() {
        return Cli.of(Io.ofProcess()).getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(String command) {
        CliRun run = CliRun.of(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("Usage: pgqueue " + command)
                .contains("Options:")
                .contains("Exit status:")
                .contains("For example:\n  ");
        assertThat(run.outLines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandsThatUseADatabaseLetItBeChosen(String command) {
        if (!command.equals("server")) {
            assertThat(CliRun.of(command, "--help").out()).contains("--url=", "--table=", "--backend=");
        }
    }

    @Test
    void theProgramListsItsCommands() {
        CliRun run = CliRun.of("--help");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("demo", "server", "bootstrap", "push", "work", "stats", "jobs", "show", "retry")
                .contains("cancel", "discard", "pause", "resume", "prune");
    }

    @Test
    void withoutACommandItShowsTheSameAndFails() {
        CliRun run = CliRun.of();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo(CliRun.of("--help").out());
    }

    @Test
    void tellsItsVersion() {
        CliRun run = CliRun.of("--version");

        assertThat(run.status()).isZero();
        assertThat(run.outLines().get(0)).matches("pgqueue \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    void aMistypedCommandIsOneLineWithAGuess() {
        CliRun run = CliRun.of("stat");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("'stat'", "stats", "pgqueue --help");
    }

    @Test
    void aMissingArgumentIsOneLine() {
        CliRun run = CliRun.of("push");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("QUEUE", "pgqueue push --help");
    }

    @Test
    void anUnknownOptionIsOneLine() {
        CliRun run = CliRun.of("work", "mail", "--parralel", "3");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("--parralel", "--parallel");
    }
}
