package io.github.pgqueue.jdbc.internal.connect;

import java.sql.SQLException;

/** What mends what a server refuses, where its own words do not tell. */
final class Advice {

    private static final String TABLE = "; call bootstrap() first, or choose the right table";

    private static final String STANDBY = "; the server is a standby, or set to read only: name the primary in the URL,"
            + " or all hosts with targetServerType=primary";

    private static final String PERMISSION =
            "; the role lacks a permission: rolesSql tells what a producer, a worker and an operator need";

    private static final String POOLER = "; likely there is a pooler in transaction mode between, behind which only"
            + " backend pgjdbc works, with prepareThreshold=0 in the URL";

    private static final String CERTIFICATE =
            "; the server's certificate is of no authority that the URL's sslrootcert trusts";

    private static final String NOTIFY_QUEUE = "; some session listens and stays in a transaction, so that the server"
            + " cannot empty its queue of notifications: its log names that session";

    private Advice() {}

    /** To be added to the message; nothing where nothing is known. */
    static String on(SQLException refusal) {
        String advice = of(String.valueOf(refusal.getSQLState()), String.valueOf(refusal.getMessage()));
        return advice.isEmpty() && refusal.getCause() instanceof SQLException beneath ? on(beneath) : advice;
    }

    private static String of(String state, String message) {
        return switch (state) {
            case "42P01" -> TABLE;
            case "25006" -> STANDBY;
            case "42501" -> PERMISSION;
            // Of all that is done here only notifying meets a limit.
            case "54000" -> NOTIFY_QUEUE;
            // The client's statement is not there, or another client's is.
            case "26000", "42P05" -> POOLER;
            // The same, found out by the number of parameters; the state alone means much else.
            case "08P01" -> message.contains("prepared statement") ? POOLER : "";
            // In the words of the JDK, which both drivers repeat.
            default -> message.contains("PKIX path") ? CERTIFICATE : "";
        };
    }
}
