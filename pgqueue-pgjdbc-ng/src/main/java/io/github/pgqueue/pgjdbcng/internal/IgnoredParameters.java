package io.github.pgqueue.pgjdbcng.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** pgjdbc's parameters that make no difference to a queue on pgjdbc-ng, each with the reason. */
final class IgnoredParameters {

    static final Map<String, ParameterRule> RULES = rules();

    private IgnoredParameters() {}

    private static Map<String, ParameterRule> rules() {
        Map<String, ParameterRule> rules = new TreeMap<>();
        eachWithItsReason((reason, names) -> {
            for (String name : names.split(" ")) {
                rules.put(name, (parameter, value, draft) -> {});
            }
        });
        return rules;
    }

    private static void eachWithItsReason(BiConsumer<String, String> ignore) {
        ignore.accept(
                "pgqueue's own statements do not depend on it",
                "adaptiveFetch adaptiveFetchMaximum adaptiveFetchMinimum allowEncodingChanges autosave"
                        + " cleanupSavepoints convertBooleanToNumeric disableColumnSanitiser escapeSyntaxCallMode"
                        + " hideUnprivilegedObjects quoteReturningIdentifiers readOnlyMode reWriteBatchedInserts"
                        + " reWriteBatchedInsertsSize stringtype unknownLength xmlFactoryFactory");
        ignore.accept(
                "it tunes pgjdbc's own workings",
                "assumeMinServerVersion binaryTransfer binaryTransferDisable binaryTransferEnable"
                        + " cancelSignalTimeout classLoaderStrategy connectExecutor connectExecutorArg"
                        + " databaseMetadataCacheFields databaseMetadataCacheFieldsMiB flushCacheOnDdl"
                        + " groupStartupParameters maxSendBufferSize preparedStatementCacheSizeMiB");
        ignore.accept("connecting has a limit as a whole", "sslResponseTimeout");
        ignore.accept("a key in this form is refused", "pemKeyAlgorithm");
        ignore.accept("it is about pgjdbc's own logging", "loggerFile loggerLevel logUnclosedConnections");
        ignore.accept("pgjdbc-ng puts no detail into its messages", "logServerErrorDetail");
        ignore.accept(
                "the listener asks for signs of life itself, and network.timeout limits statements", "tcpKeepAlive");
        ignore.accept("pgjdbc-ng never delays what it sends", "tcpNoDelay");
        ignore.accept("it concerns the order of hosts that are all equal", "loadBalanceHosts hostRecheckSeconds");
        ignore.accept(
                "pgjdbc-ng cannot log in by Kerberos, and says so where a server asks for it",
                "gsslib gssResponseTimeout gssUseDefaultCreds jaasApplicationName jaasLogin kerberosServerName"
                        + " sspiServiceClass useSpnego");
    }
}
