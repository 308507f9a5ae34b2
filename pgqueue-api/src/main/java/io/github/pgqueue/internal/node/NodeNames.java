package io.github.pgqueue.internal.node;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Names by which people recognise a node in the table. */
final class NodeNames {

    private static final int MAX_HOST = 63;

    private NodeNames() {}

    /** Host, process and a random part: two nodes never share one, not even in one process. */
    static String next() {
        // The environment's word for the host: asking the resolver could hang.
        String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(value -> !value.isBlank())
                .orElse("node");
        String random = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        return host.substring(0, Math.min(host.length(), MAX_HOST)) + "-"
                + ProcessHandle.current().pid() + "-" + random;
    }
}
