package io.github.pgqueue.internal.node;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.JobAdmin.Step;
import java.util.OptionalLong;
import java.util.function.Function;

/** What is done to many jobs, a transaction after the other. */
final class Steps {

    private Steps() {}

    /**
     * Does one after the other until there are no more.
     *
     * @param step does one, from where the last one ended
     * @return how many jobs were touched
     * @throws StoreException if one fails; where others were done before it, nobody is told that nothing was changed
     */
    static long doAll(Function<OptionalLong, Step> step) {
        long touched = 0;
        OptionalLong next = OptionalLong.empty();
        try {
            do {
                Step done = step.apply(next);
                touched += done.touched();
                next = done.next();
            } while (next.isPresent());
            return touched;
        } catch (StoreException failed) {
            throw touched == 0
                    ? failed
                    : new StoreException(
                            failed.getMessage() + "; " + touched + " jobs were touched before", failed, true);
        }
    }
}
