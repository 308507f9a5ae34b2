package io.github.pgqueue.internal.ring;

import io.github.pgqueue.ListenerState;
import io.github.pgqueue.StoreException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a listening connection. Immutable.
 *
 * @param kind in short
 * @param cause what a driver or the store has thrown, if anything was
 */
record Trouble(Kind kind, @Nullable Throwable cause) {

    /** What is wrong, in short. */
    enum Kind {
        /** The connection is gone. */
        LOST(ListenerState.LOST, "is lost"),
        /** The connection cannot be made. */
        REFUSED(ListenerState.LOST, "cannot be made"),
        /** It was proven, and does not hear any more what the store has confirmed to be sent. */
        DEAF(ListenerState.SUSPECT, "does not hear any more what is sent through the database, and is made anew"),
        /** It was never proven, though the store has confirmed what was sent. */
        NEVER_HEARD(
                ListenerState.SUSPECT,
                "listens, but hears nothing of what is sent through the database. Likely there is a pooler in"
                        + " transaction mode between, or listenUrl leads to another server or database: set listenUrl"
                        + " to the server itself, past the pooler"),
        /** It is not proven, as the store has not confirmed what was sent. */
        NOT_SENT(ListenerState.SUSPECT, "is made anew, as nothing could be sent through the database to prove it");

        private final ListenerState state;
        private final String text;

        Kind(ListenerState state, String text) {
            this.state = state;
            this.text = text;
        }
    }

    static Trouble lost(Throwable cause) {
        return new Trouble(Kind.LOST, cause);
    }

    static Trouble refused(Throwable cause) {
        return new Trouble(Kind.REFUSED, cause);
    }

    static Trouble deaf() {
        return new Trouble(Kind.DEAF, null);
    }

    static Trouble neverHeard() {
        return new Trouble(Kind.NEVER_HEARD, null);
    }

    static Trouble notSent(@Nullable Throwable cause) {
        return new Trouble(Kind.NOT_SENT, cause);
    }

    /** What became of the connection. */
    ListenerState state() {
        return kind.state;
    }

    /** A connection that was proven once was heard of before: what it hears nothing of is not a pooler's doing. */
    Trouble afterProof() {
        return kind == Kind.NEVER_HEARD ? deaf() : this;
    }

    /** As a sentence, for logs and people; of what was thrown only the message. */
    String describe(String backend) {
        String message = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return "the listening connection (" + backend + ") " + kind.text + message + likely();
    }

    /** By what the server's refusals mean, wherever they stand among the causes. What the store throws says it itself. */
    private String likely() {
        if (cause instanceof StoreException) {
            return "";
        }
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof SQLException sql && sql.getSQLState() != null) {
                return switch (sql.getSQLState()) {
                    case "25006" -> ". The server is a standby, where nobody can listen: set listenUrl to the primary";
                    case "28000", "28P01" -> ". The role may not log in there";
                    case "42501" -> ". The role lacks a permission";
                    case "53300" -> ". The server has no connection left";
                    case "26000", "42P05" ->
                        ". Likely there is a pooler in transaction mode between: set listenUrl to"
                                + " the server itself, past the pooler";
                    case "08001", "08006" -> certificate(sql);
                    default -> "";
                };
            }
        }
        return "";
    }

    /** In the words of the JDK, which drivers repeat. */
    private static String certificate(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("PKIX path")
                ? ". The server's certificate is of no authority that the URL's sslrootcert trusts"
                : "";
    }
}
