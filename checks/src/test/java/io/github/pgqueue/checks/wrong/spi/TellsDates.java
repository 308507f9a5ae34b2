package io.github.pgqueue.checks.wrong.spi;

import java.util.Date;
import java.util.Optional;

/** Tells the time as it was told in 1996. */
public interface TellsDates {

    /** A date without a zone, if only as a type argument. */
    Optional<Date> dueAt();
}
