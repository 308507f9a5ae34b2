package io.github.pgqueue.pgjdbcng.internal;

import static io.github.pgqueue.pgjdbcng.internal.ParameterRule.only;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** pgjdbc's parameters that matter and have no counterpart: only what pgjdbc-ng does anyway is accepted. */
final class RestrictedParameters {

    private static final String USE_PGJDBC = "Leave it out, or use the backend pgjdbc";
    private static final String OR_NOT = "has no counterpart in pgjdbc-ng";

    private static final ParameterRule FOREIGN = ParameterRule.refused(OR_NOT, USE_PGJDBC);
    private static final ParameterRule PLACE = ParameterRule.refused(
            "cannot say where to connect here", "Write it into jdbc:postgresql://host:port/database");

    static final Map<String, ParameterRule> RULES = Map.ofEntries(
            entry("PGHOST", PLACE),
            entry("PGPORT", PLACE),
            entry("PGDBNAME", PLACE),
            entry("service", PLACE),
            entry("authenticationPluginClassName", FOREIGN),
            entry("localSocketAddress", FOREIGN),
            entry("maxResultBuffer", FOREIGN),
            entry("requireAuth", FOREIGN),
            entry("socketFactory", FOREIGN),
            entry("socketFactoryArg", FOREIGN),
            entry("sslfactoryarg", FOREIGN),
            entry("sslhostnameverifier", FOREIGN),
            entry(
                    "preferQueryMode",
                    only(
                            List.of("extended", "extendedForPrepared", "extendedCacheEverything"),
                            "must be an extended one, as pgjdbc-ng knows no other",
                            USE_PGJDBC)),
            entry(
                    "sslfactory",
                    only(
                            List.of("org.postgresql.ssl.LibPQFactory"),
                            "cannot be used, as pgjdbc-ng makes its own",
                            "Use sslmode with sslrootcert, or the backend pgjdbc")),
            entry("readOnly", only(List.of("false", ""), "must be false, as a queue writes", "Leave it out")),
            entry("replication", only(List.of("false"), "must be false, as a queue runs statements", "Leave it out")),
            entry("protocolVersion", only(List.of("3", "3.0"), "must be 3, which pgjdbc-ng speaks", USE_PGJDBC)),
            entry("sslNegotiation", only(List.of("postgres"), "must be postgres, which pgjdbc-ng does", USE_PGJDBC)),
            entry(
                    "gssEncMode",
                    only(List.of("disable", "allow", "prefer"), OR_NOT, "Use sslmode, or the backend pgjdbc")),
            entry(
                    "channelBinding",
                    only(List.of("prefer"), "must be prefer, as pgjdbc-ng decides by itself", USE_PGJDBC)),
            entry("scramMaxIterations", only(List.of("100000", "0"), OR_NOT, USE_PGJDBC)));

    private RestrictedParameters() {}
}
