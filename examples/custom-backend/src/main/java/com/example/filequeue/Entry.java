package com.example.filequeue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What was written to a journal in one go: its length, its checksum, its changes.
 *
 * <p>Who was killed while writing leaves an entry that is too short or does not match its checksum. For
 * readers it is not there, and the next writer writes over it.
 *
 * @param changes how things stand from then on
 * @param end where the next entry begins
 */
record Entry(List<Change> changes, long end) {

    private static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;

    /** The entry at a position; null if there is none, or none that is whole. */
    static Entry read(FileChannel channel, long position) throws IOException {
        long left = channel.size() - position - HEADER_BYTES;
        if (left < 0) {
            return null;
        }
        ByteBuffer header = bytes(channel, position, HEADER_BYTES);
        int length = header.getInt();
        if (length <= 0 || length > left) {
            return null;
        }
        byte[] body = bytes(channel, position + HEADER_BYTES, length).array();
        return checksum(body) == header.getLong() ? new Entry(changes(body), position + HEADER_BYTES + length) : null;
    }

    /** Returns where the next entry begins. */
    static long append(FileChannel channel, long position, List<Change> changes) throws IOException {
        byte[] body = body(changes);
        ByteBuffer entry = ByteBuffer.allocate(HEADER_BYTES + body.length);
        entry.putInt(body.length).putLong(checksum(body)).put(body).flip();
        channel.truncate(position);
        channel.position(position);
        while (entry.hasRemaining()) {
            channel.write(entry);
        }
        channel.force(false);
        return position + entry.capacity();
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // Goes on where it stopped.
        }
        return buffer.flip();
    }

    private static byte[] body(List<Change> changes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(changes.size());
        for (Change change : changes) {
            ChangeFormat.write(change, out);
        }
        return bytes.toByteArray();
    }

    private static List<Change> changes(byte[] body) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
        int count = in.readInt();
        List<Change> changes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            changes.add(ChangeFormat.read(in));
        }
        return changes;
    }

    private static long checksum(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return crc.getValue();
    }
}
