package io.github.pgqueue.pgjdbc.internal;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.postgresql.PGProperty;

/**
 * How long the steps of a login may take. The driver has a limit for all hosts together, and one for each host's
 * answer to a connect; a host that accepts and then says nothing, as a machine that hangs, it would wait for as long
 * as for any statement, or for ever, on a thread of its own that nobody ends. So each host is given its share of the
 * time for all, and those behind it are reached.
 */
final class LoginLimits {

    /** Of a host's share, for its answer to the question for TLS; without one the driver asks once more, without. */
    private static final int PART_FOR_TLS = 3;

    private LoginLimits() {}

    /**
     * The driver's settings.
     *
     * @param limit for all hosts
     * @param hosts how many there are, from 1
     */
    static Map<PGProperty, String> of(Duration limit, int hosts) {
        Map<PGProperty, String> limits = new EnumMap<>(PGProperty.class);
        limits.put(PGProperty.LOGIN_TIMEOUT, Integer.toString(seconds(limit)));
        Duration share = limit.dividedBy(hosts);
        limits.put(PGProperty.CONNECT_TIMEOUT, Integer.toString(hosts == 1 ? seconds(limit) : wholeSeconds(share)));
        if (hosts == 1) {
            limits.put(PGProperty.SOCKET_TIMEOUT, Integer.toString(seconds(limit)));
        } else {
            Duration tls = share.dividedBy(PART_FOR_TLS);
            limits.put(PGProperty.SSL_RESPONSE_TIMEOUT, Long.toString(tls.toMillis()));
            limits.put(PGProperty.SOCKET_TIMEOUT, Integer.toString(wholeSeconds(share.minus(tls))));
        }
        return limits;
    }

    /** The driver counts whole seconds, and zero would be for ever. */
    static int seconds(Duration timeout) {
        return wholeSeconds(timeout.plusMillis(999));
    }

    private static int wholeSeconds(Duration time) {
        return (int) Math.max(1, time.toSeconds());
    }
}
