package io.github.pgqueue.pgjdbcng.internal;

import static io.github.pgqueue.pgjdbcng.internal.ParameterRule.milliseconds;
import static io.github.pgqueue.pgjdbcng.internal.ParameterRule.number;
import static io.github.pgqueue.pgjdbcng.internal.ParameterRule.renamed;
import static io.github.pgqueue.pgjdbcng.internal.ParameterRule.renamedNumber;
import static io.github.pgqueue.pgjdbcng.internal.ParameterRule.seconds;
import static java.util.Map.entry;

import java.util.Map;

/** pgjdbc's parameters that have a counterpart; those of encryption are in {@link SslParameters}. */
final class TranslatedParameters {

    /** {@link SslParameters} reads it, together with others. */
    private static final ParameterRule WITH_OTHERS = (name, value, draft) -> {};

    static final Map<String, ParameterRule> RULES = Map.ofEntries(
            entry("user", renamed(DriverSettings.USER)),
            entry("password", renamed(DriverSettings.PASSWORD)),
            entry("ApplicationName", renamed(DriverSettings.APPLICATION_NAME)),
            entry(
                    "socketTimeout",
                    (name, value, draft) ->
                            draft.set(DriverSettings.NETWORK_TIMEOUT, milliseconds(name, value, draft))),
            entry("connectTimeout", (name, value, draft) -> draft.connectTimeout(seconds(name, value, draft))),
            entry("loginTimeout", (name, value, draft) -> draft.loginTimeout(seconds(name, value, draft))),
            // The driver sends none of these when it connects; they are set right after.
            entry("currentSchema", (name, value, draft) -> draft.session("search_path", value)),
            entry("options", SessionOptions::apply),
            entry(
                    "queryTimeout",
                    (name, value, draft) -> draft.session("statement_timeout", milliseconds(name, value, draft))),
            entry("sslmode", WITH_OTHERS),
            entry("ssl", WITH_OTHERS),
            entry("sslrootcert", WITH_OTHERS),
            entry("sslcert", WITH_OTHERS),
            entry("sslkey", WITH_OTHERS),
            entry("sslpassword", renamed("ssl.key.password")),
            entry("sslpasswordcallback", renamed("ssl.key.password.callback")),
            entry("receiveBufferSize", renamedNumber("protocol.socket.recv-buffer.size")),
            entry("sendBufferSize", renamedNumber("protocol.socket.send-buffer.size")),
            entry("preparedStatementCacheQueries", renamedNumber("prepared-statement.cache.size")),
            entry("defaultRowFetchSize", renamedNumber("fetch.size")),
            entry("targetServerType", TranslatedParameters::targetServerType),
            entry("prepareThreshold", TranslatedParameters::prepareThreshold));

    private TranslatedParameters() {}

    /** A queue writes: of several hosts it can use one. */
    private static void targetServerType(String name, String value, AddressDraft draft) {
        switch (value) {
            case "any" -> draft.primaryOnly(false);
            case "primary", "master" -> draft.primaryOnly(true);
            default -> throw draft.refusal(name, value, "must be any or primary, as a queue writes", "Write primary");
        }
    }

    /** How soon is a matter of speed, but zero means never. */
    private static void prepareThreshold(String name, String value, AddressDraft draft) {
        if (number(name, value, -1, Integer.MAX_VALUE, draft) == 0) {
            throw draft.refusal(
                    name,
                    value,
                    "must not be 0, as pgjdbc-ng works by prepared statements",
                    "Leave it out; behind a pooler in transaction mode use the backend pgjdbc");
        }
    }
}
