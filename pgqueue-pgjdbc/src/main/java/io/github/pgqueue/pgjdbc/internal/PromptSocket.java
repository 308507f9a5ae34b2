package io.github.pgqueue.pgjdbc.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A socket that tells the driver at once that nothing more has arrived.
 *
 * <p>Whenever the driver has taken a notification, it peeks whether another one has arrived, by a read with a timeout
 * of a millisecond, and hands over what it took only when that is over. So each ring would be a millisecond late. Here
 * such a read asks the system what has arrived; if that is nothing, its timeout is over at once. If it is something,
 * and with any other timeout, a read is the system's own.
 *
 * <p>The answer is given once for each time that the timeout is set, as the driver does for each peek; a second read
 * within one waits its millisecond. So a layer between that reads on, as TLS does for the rest of a record, or that
 * tries again, as the driver's encryption by GSSAPI does, has to do with a timeout that it would meet anyway, and can
 * not run in circles.
 *
 * <p>TLS is layered on top: its socket sets the timeout of this one, and reads from this one's stream.
 */
class PromptSocket extends Socket {

    /** The timeout that the driver peeks with. Nothing else on a listening connection takes less than a second. */
    static final int PEEK_MILLIS = 1;

    /** That a peek begins. Whoever sets the timeout reads next; volatile for those who close. */
    private volatile boolean peeking;

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        super.setSoTimeout(timeout);
        peeking = timeout == PEEK_MILLIS;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new PromptInput(systemInput());
    }

    /** The stream that waits. */
    InputStream systemInput() throws IOException {
        return super.getInputStream();
    }

    /** The usual answer to a peek, which nobody ever sees: the way to where it was given would cost more than the rest. */
    private static final class NothingYet extends SocketTimeoutException {

        private static final long serialVersionUID = 1L;

        NothingYet() {
            super("Nothing has arrived");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private final class PromptInput extends FilterInputStream {

        PromptInput(InputStream system) {
            super(system);
        }

        @Override
        public int read() throws IOException {
            answerPeek();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                answerPeek();
            }
            return super.read(bytes, offset, length);
        }

        private void answerPeek() throws IOException {
            boolean peek = peeking;
            peeking = false;
            if (peek && available() == 0) {
                throw new NothingYet();
            }
        }
    }
}
