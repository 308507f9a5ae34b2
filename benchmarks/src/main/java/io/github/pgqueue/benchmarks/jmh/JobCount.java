package io.github.pgqueue.benchmarks.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.AuxCounters.Type;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts jobs where JMH counts calls; one for each thread. */
@AuxCounters(Type.OPERATIONS)
@State(Scope.Thread)
public class JobCount {

    /** The result's name, which is the field's. */
    static final String NAME = "jobs";

    /** Jobs so far. */
    public long jobs;
}
