package io.github.pgqueue.internal.watch;

import java.util.List;

/** The watches of a node. Thread-safe. */
public interface Watches {

    /** How many there are. */
    int count();

    /** Those that have looked, and wait for what comes. */
    List<Watch> resting();
}
