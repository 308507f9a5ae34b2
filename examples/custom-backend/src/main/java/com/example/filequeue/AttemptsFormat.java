package com.example.filequeue;

import io.github.pgqueue.AttemptError;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a row's attempts stand in the journal. */
final class AttemptsFormat {

    private AttemptsFormat() {}

    static void write(Attempts attempts, DataOutputStream out) throws IOException {
        out.writeInt(attempts.count());
        out.writeInt(attempts.excused());
        out.writeLong(attempts.claim());
        Fields.writeText(attempts.node(), out);
        out.writeBoolean(attempts.rescued());
        out.writeInt(attempts.errors().size());
        for (AttemptError error : attempts.errors()) {
            writeError(error, out);
        }
    }

    static Attempts read(DataInputStream in) throws IOException {
        return new Attempts(
                in.readInt(), in.readInt(), in.readLong(), Fields.readText(in), in.readBoolean(), readErrors(in));
    }

    private static List<AttemptError> readErrors(DataInputStream in) throws IOException {
        List<AttemptError> errors = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            errors.add(readError(in));
        }
        return List.copyOf(errors);
    }

    private static void writeError(AttemptError error, DataOutputStream out) throws IOException {
        out.writeInt(error.attempt());
        Fields.writeTime(error.at(), out);
        Fields.writeText(error.node(), out);
        Fields.writeText(error.type(), out);
        Fields.writeText(error.message().orElse(null), out);
        Fields.writeText(error.trace().orElse(null), out);
    }

    private static AttemptError readError(DataInputStream in) throws IOException {
        return new AttemptError(
                in.readInt(),
                Fields.readTime(in),
                Fields.readText(in),
                Fields.readText(in),
                Optional.ofNullable(Fields.readText(in)),
                Optional.ofNullable(Fields.readText(in)));
    }
}
