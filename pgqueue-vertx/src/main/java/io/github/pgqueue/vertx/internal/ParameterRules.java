package io.github.pgqueue.vertx.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What becomes of pgjdbc's parameters at a client that only listens: each is read elsewhere, or makes no difference for
 * a reason that is written beside it, or is refused unless it asks for what happens anyway. None is dropped in silence.
 */
final class ParameterRules {

    private static final String BY_PGJDBC = "Leave it out of listenUrl, or listen by pgjdbc";
    private static final String NONE_THAT_MEANS_IT = "has no counterpart in the Vert.x client";

    /** Read by {@link Addresses} and {@link Encryption}. */
    private static final Set<String> READ = Set.of(
            "user",
            "password",
            "ApplicationName",
            "currentSchema",
            "options",
            "connectTimeout",
            "loginTimeout",
            "ssl",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey");

    private static final Set<String> IGNORED = ignored();

    private static final List<Allowed> ALLOWED = List.of(
            refused("PGHOST PGPORT PGDBNAME service", "cannot say where to connect here"),
            refused(
                    "authenticationPluginClassName localSocketAddress requireAuth socketFactory socketFactoryArg"
                            + " sslfactoryarg sslhostnameverifier sslpassword sslpasswordcallback",
                    NONE_THAT_MEANS_IT),
            new Allowed("sslfactory", List.of("org.postgresql.ssl.LibPQFactory"), NONE_THAT_MEANS_IT),
            new Allowed("sslNegotiation", List.of("postgres"), "must be postgres, which the Vert.x client does"),
            new Allowed("gssEncMode", List.of("disable", "allow", "prefer"), NONE_THAT_MEANS_IT),
            new Allowed("channelBinding", List.of("prefer"), "must be prefer, which the Vert.x client does"),
            new Allowed("scramMaxIterations", List.of("100000", "0"), NONE_THAT_MEANS_IT),
            new Allowed("protocolVersion", List.of("3", "3.0"), "must be 3, which the Vert.x client speaks"),
            new Allowed("replication", List.of("false"), "must be false, as a listener runs statements"),
            // A standby refuses to listen, so that the primary is found among the hosts in any case.
            new Allowed(
                    "targetServerType",
                    List.of("any", "primary", "master", "preferPrimary"),
                    "must be any or primary, as a standby has no notifications"));

    /** Names, and the values that are harmless. */
    private record Allowed(String names, List<String> values, String rule) {

        void check(Parameters parameters) {
            for (String name : names.split(" ")) {
                parameters.allow(name, values, rule, BY_PGJDBC);
            }
        }
    }

    private ParameterRules() {}

    /**
     * Lets through what can be served.
     *
     * @throws IllegalArgumentException if one cannot; the message names setting, parameter, rule, value and a way out
     */
    static void check(Parameters parameters) {
        ALLOWED.forEach(rule -> rule.check(parameters));
        for (String name : parameters.values().keySet()) {
            if (!READ.contains(name) && !IGNORED.contains(name) && !isAllowed(name)) {
                throw parameters.refusal(name, "is none that pgjdbc knows", "Leave it out; upper and lower case count");
            }
        }
    }

    private static boolean isAllowed(String name) {
        return ALLOWED.stream()
                .anyMatch(rule -> List.of(rule.names().split(" ")).contains(name));
    }

    private static Allowed refused(String names, String rule) {
        return new Allowed(names, List.of(), rule);
    }

    private static Set<String> ignored() {
        Set<String> names = new HashSet<>();
        ignore(
                names,
                "a listener runs no statement but its own, which do not depend on it",
                "adaptiveFetch adaptiveFetchMaximum adaptiveFetchMinimum allowEncodingChanges autosave cleanupSavepoints"
                        + " convertBooleanToNumeric defaultRowFetchSize disableColumnSanitiser escapeSyntaxCallMode"
                        + " hideUnprivilegedObjects maxResultBuffer preferQueryMode prepareThreshold queryTimeout"
                        + " quoteReturningIdentifiers readOnly readOnlyMode reWriteBatchedInserts"
                        + " reWriteBatchedInsertsSize stringtype unknownLength xmlFactoryFactory");
        ignore(
                names,
                "it tunes pgjdbc's own workings",
                "assumeMinServerVersion binaryTransfer binaryTransferDisable binaryTransferEnable cancelSignalTimeout"
                        + " classLoaderStrategy connectExecutor connectExecutorArg databaseMetadataCacheFields"
                        + " databaseMetadataCacheFieldsMiB flushCacheOnDdl groupStartupParameters maxSendBufferSize"
                        + " preparedStatementCacheQueries preparedStatementCacheSizeMiB receiveBufferSize"
                        + " sendBufferSize");
        ignore(
                names,
                "it is about pgjdbc's own messages",
                "loggerFile loggerLevel logServerErrorDetail logUnclosedConnections");
        ignore(names, "connecting has a limit as a whole", "sslResponseTimeout");
        ignore(names, "a key may have either form", "pemKeyAlgorithm");
        ignore(names, "the listener asks for signs of life itself", "socketTimeout tcpKeepAlive");
        ignore(names, "the client never delays what it sends", "tcpNoDelay");
        ignore(names, "it concerns the order of hosts that are all equal", "loadBalanceHosts hostRecheckSeconds");
        ignore(
                names,
                "the client cannot log in by Kerberos, and fails where a server asks for it",
                "gsslib gssResponseTimeout gssUseDefaultCreds jaasApplicationName jaasLogin kerberosServerName"
                        + " sspiServiceClass useSpnego");
        return names;
    }

    /** The reason is for who reads this. */
    private static void ignore(Set<String> names, String reason, String ignored) {
        names.addAll(List.of(ignored.split(" ")));
    }
}
