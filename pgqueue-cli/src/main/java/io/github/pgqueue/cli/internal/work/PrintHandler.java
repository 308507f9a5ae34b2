package io.github.pgqueue.cli.internal.work;

import io.github.pgqueue.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Prints each payload and a line's end. Thread-safe: payloads do not mix. */
final class PrintHandler implements WorkHandler {

    private final OutputStream out;

    PrintHandler(OutputStream out) {
        this.out = out;
    }

    @Override
    public synchronized void handle(Job job) throws OutputLostException {
        byte[] payload = job.payload();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        if (payload != null) {
            line.writeBytes(payload);
        }
        line.write('\n');
        try {
            line.writeTo(out);
            out.flush();
        } catch (IOException broken) {
            throw new OutputLostException(broken);
        }
    }

    /** A write that is stuck ends with the process. */
    @Override
    public void kill() {}
}
