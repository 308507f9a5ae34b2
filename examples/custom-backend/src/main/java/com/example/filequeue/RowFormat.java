package com.example.filequeue;

import io.github.pgqueue.JobState;
import io.github.pgqueue.UniqueKey.Scope;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How a row stands in the journal. */
final class RowFormat {

    private RowFormat() {}

    static void write(Row row, DataOutputStream out) throws IOException {
        out.writeLong(row.id());
        Fields.writeText(row.queueName(), out);
        Fields.writeTime(row.createdAt(), out);
        writeContent(row.content(), out);
        writeHold(row.hold(), out);
        writeStatus(row.status(), out);
        out.writeBoolean(row.awaited());
        out.writeBoolean(row.gone());
    }

    static Row read(DataInputStream in) throws IOException {
        return new Row(
                in.readLong(),
                Fields.readText(in),
                Fields.readTime(in),
                readContent(in),
                readHold(in),
                readStatus(in),
                in.readBoolean(),
                in.readBoolean());
    }

    private static void writeContent(Content content, DataOutputStream out) throws IOException {
        Fields.writeBytes(content.payload(), out);
        out.writeInt(content.priority());
        Fields.writeTexts(content.headers(), out);
        Fields.writeText(content.retryPolicy(), out);
        Fields.writeDuration(content.timeLimit(), out);
    }

    private static Content readContent(DataInputStream in) throws IOException {
        return new Content(
                Fields.readBytes(in), in.readInt(), Fields.readTexts(in), Fields.readText(in), Fields.readDuration(in));
    }

    private static void writeHold(Hold hold, DataOutputStream out) throws IOException {
        out.writeBoolean(hold != null);
        if (hold != null) {
            Fields.writeText(hold.key(), out);
            Fields.writeText(hold.scope().name(), out);
            Fields.writeTime(hold.until(), out);
        }
    }

    private static Hold readHold(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new Hold(Fields.readText(in), Scope.valueOf(Fields.readText(in)), Fields.readTime(in))
                : null;
    }

    private static void writeStatus(Status status, DataOutputStream out) throws IOException {
        Fields.writeText(status.state().status(), out);
        AttemptsFormat.write(status.attempts(), out);
        out.writeBoolean(status.cancelRequested());
        Fields.writeBytes(status.result(), out);
        Fields.writeTime(status.runAt(), out);
        Fields.writeTime(status.updatedAt(), out);
    }

    private static Status readStatus(DataInputStream in) throws IOException {
        return new Status(
                JobState.ofStatus(Fields.readText(in)),
                AttemptsFormat.read(in),
                in.readBoolean(),
                Fields.readBytes(in),
                Fields.readTime(in),
                Fields.readTime(in));
    }
}
