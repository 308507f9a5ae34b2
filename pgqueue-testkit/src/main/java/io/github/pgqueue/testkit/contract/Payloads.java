package io.github.pgqueue.testkit.contract;

import java.util.Random;

/** Bytes to send. */
final class Payloads {

    private Payloads() {}

    /** The same bytes each time, of all values. */
    static byte[] binary(int size) {
        byte[] bytes = new byte[size];
        new Random(42).nextBytes(bytes);
        return bytes;
    }
}
