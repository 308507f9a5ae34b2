package com.example.filequeue;

import io.github.pgqueue.JobState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** How a row stands in the journal. */
final class RowFormat {

    private static final int ABSENT = -1;

    private RowFormat() {}

    static void write(Row row, DataOutputStream out) throws IOException {
        out.writeLong(row.id());
        writeText(row.queueName(), out);
        writeBytes(row.payload(), out);
        out.writeInt(row.priority());
        writeText(row.state().status(), out);
        out.writeInt(row.attempt());
        out.writeLong(row.claim());
        writeText(row.error(), out);
        writeTime(row.runAt(), out);
        writeTime(row.createdAt(), out);
        writeTime(row.updatedAt(), out);
    }

    static Row read(DataInputStream in) throws IOException {
        return new Row(
                in.readLong(),
                readText(in),
                readBytes(in),
                in.readInt(),
                JobState.ofStatus(readText(in)),
                in.readInt(),
                in.readLong(),
                readText(in),
                readTime(in),
                readTime(in),
                readTime(in));
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] bytes = readBytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? ABSENT : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == ABSENT ? null : in.readNBytes(length);
    }

    private static void writeTime(Instant time, DataOutputStream out) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static Instant readTime(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
