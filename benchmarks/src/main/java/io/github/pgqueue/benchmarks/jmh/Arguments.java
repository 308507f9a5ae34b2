package io.github.pgqueue.benchmarks.jmh;

import io.github.pgqueue.benchmarks.server.Server;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The command line: JMH's own options, and one of ours. */
final class Arguments {

    private static final String QUICK = "--quick";
    private static final int ROUNDS = 5;
    private static final Map<String, List<String>> QUICK_PARAMETERS = Map.of(
            "warmUpJobs", List.of("1000"),
            "backend", List.of("pgjdbc", "pgjdbc-ng"),
            "transport", List.of("plain"),
            "batch", List.of("1", "100"));

    private final CommandLineOptions given;
    private final boolean quick;

    Arguments(String... arguments) throws CommandLineOptionException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        quick = rest.remove(QUICK);
        given = new CommandLineOptions(rest.toArray(String[]::new));
    }

    static String help() {
        return """
                Measures from push to handler, pushes, and claims with their ends. Takes JMH's options,
                of which -f is the number of rounds: each round is a fork of every benchmark, so that
                forks interleave. Besides:

                --quick    one short round of some, in a few minutes: to see that it works

                %s=jdbc:postgresql://host:port/database?user=..&password=..
                           in the environment: measures on this server, not on an embedded one
                """.formatted(Server.URL_VARIABLE);
    }

    CommandLineOptions given() {
        return given;
    }

    int rounds() {
        return Math.max(1, given.getForkCount().orElse(quick ? 1 : ROUNDS));
    }

    ResultFormatType resultFormat() {
        return given.getResultFormat().orElse(ResultFormatType.JSON);
    }

    boolean wantsResultFile() {
        return given.getResultFormat().hasValue() || given.getResult().hasValue();
    }

    /** JMH's own choice of name. */
    String resultFile() {
        return given.getResult()
                .orElse("jmh-result." + resultFormat().toString().toLowerCase(Locale.ROOT));
    }

    /** One round: what was given, what the mode says, and what all our runs have in common. */
    Options oneRound(Server server) {
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .parent(given)
                .forks(Math.min(1, given.getForkCount().orElse(1)))
                .shouldFailOnError(true)
                .addProfiler(LatencyProfiler.class)
                .jvmArgsAppend(forkArguments(server));
        return (quick ? quicken(builder) : builder).build();
    }

    private ChainedOptionsBuilder quicken(ChainedOptionsBuilder builder) {
        builder.warmupIterations(given.getWarmupIterations().orElse(1))
                .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
                .measurementIterations(given.getMeasurementIterations().orElse(1))
                .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(4)));
        QUICK_PARAMETERS.forEach((name, values) -> {
            if (!given.getParameter(name).hasValue()) {
                builder.param(name, values.toArray(String[]::new));
            }
        });
        return builder;
    }

    private String[] forkArguments(Server server) {
        Collection<String> users = given.getJvmArgsAppend().orElse(List.of());
        List<String> all = new ArrayList<>(users);
        all.addAll(List.of(server.forkArguments()));
        return all.toArray(String[]::new);
    }
}
