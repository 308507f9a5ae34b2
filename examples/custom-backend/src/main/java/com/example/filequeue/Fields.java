package com.example.filequeue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How single values stand in the journal. Texts, bytes and durations may be null. */
final class Fields {

    private static final int ABSENT = -1;

    private Fields() {}

    static void writeText(String text, DataOutputStream out) throws IOException {
        writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
    }

    static String readText(DataInputStream in) throws IOException {
        byte[] bytes = readBytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? ABSENT : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == ABSENT ? null : in.readNBytes(length);
    }

    static void writeTime(Instant time, DataOutputStream out) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    static Instant readTime(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    static void writeDuration(Duration duration, DataOutputStream out) throws IOException {
        writeText(duration == null ? null : duration.toString(), out);
    }

    static Duration readDuration(DataInputStream in) throws IOException {
        String text = readText(in);
        return text == null ? null : Duration.parse(text);
    }

    static void writeTexts(Map<String, String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            writeText(text.getKey(), out);
            writeText(text.getValue(), out);
        }
    }

    static Map<String, String> readTexts(DataInputStream in) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.put(readText(in), readText(in));
        }
        return Map.copyOf(texts);
    }
}
