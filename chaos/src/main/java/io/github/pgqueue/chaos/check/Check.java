package io.github.pgqueue.chaos.check;

import java.util.stream.Stream;

/** Something that is promised, and can be seen in the evidence to have been kept or broken. */
interface Check {

    /** What is promised, in a few words. */
    String promise();

    /** Where it was broken. */
    Stream<String> breaches(Evidence evidence);
}
