package io.github.pgqueue.cli.internal.push;

import io.github.pgqueue.NewJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, whatever they are bytes of. Not thread-safe. */
final class JobLines {

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    JobLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; {@code null} after the last. */
    byte @Nullable [] next() throws IOException {
        if (position == limit && !fill()) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        do {
            int end = lineEnd();
            line.write(buffer, position, end - position);
            position = end;
            if (line.size() > NewJob.MAX_PAYLOAD_BYTES) {
                throw new IllegalArgumentException("a line must have at most " + NewJob.MAX_PAYLOAD_BYTES + " bytes");
            }
        } while (position == limit && fill());
        position = Math.min(position + 1, limit);
        return withoutReturn(line.toByteArray());
    }

    /** Whether the next line is not yet there to be read. */
    boolean paused() throws IOException {
        return lineEnd() == limit && in.available() == 0;
    }

    private int lineEnd() {
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private static byte[] withoutReturn(byte[] line) {
        boolean returned = line.length > 0 && line[line.length - 1] == '\r';
        return returned ? Arrays.copyOf(line, line.length - 1) : line;
    }
}
