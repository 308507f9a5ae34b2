package io.github.pgqueue.cli.internal.shared;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param in its standard input
 * @param bytes its standard output, for payloads; reports a broken pipe, which a {@link PrintWriter}
 *     would hide
 * @param out its standard output, for text; written at every line's end
 * @param err its standard error
 * @param typed whether a person types the input
 * @param live whether a person watches the output, so that a line may be drawn over
 * @param environment its environment variables
 */
public record Io(
        InputStream in,
        OutputStream bytes,
        PrintWriter out,
        PrintWriter err,
        boolean typed,
        boolean live,
        Map<String, String> environment) {

    /**
     * That of this process. The launcher says what is a terminal: Java alone cannot tell for each stream.
     *
     * @return the process's own streams and variables
     */
    public static Io ofProcess() {
        return new Io(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                Boolean.getBoolean("pgqueue.terminal.in"),
                Boolean.getBoolean("pgqueue.terminal.out"),
                System.getenv());
    }
}
