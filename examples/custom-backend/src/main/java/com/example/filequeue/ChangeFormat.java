package com.example.filequeue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How a change stands in the journal: a letter for its kind before all else. */
final class ChangeFormat {

    private static final char ROW = 'r';
    private static final char LEASE = 'l';

    private ChangeFormat() {}

    static void write(Change change, DataOutputStream out) throws IOException {
        if (change instanceof Row row) {
            out.writeChar(ROW);
            RowFormat.write(row, out);
        } else if (change instanceof Lease lease) {
            out.writeChar(LEASE);
            writeLease(lease, out);
        }
    }

    static Change read(DataInputStream in) throws IOException {
        char kind = in.readChar();
        return switch (kind) {
            case ROW -> RowFormat.read(in);
            case LEASE -> readLease(in);
            default -> throw new IOException("the journal is of another version: it has a change of the kind " + kind);
        };
    }

    private static void writeLease(Lease lease, DataOutputStream out) throws IOException {
        Fields.writeText(lease.node(), out);
        Fields.writeTime(lease.until(), out);
        out.writeBoolean(lease.gone());
    }

    private static Lease readLease(DataInputStream in) throws IOException {
        return new Lease(Fields.readText(in), Fields.readTime(in), in.readBoolean());
    }
}
