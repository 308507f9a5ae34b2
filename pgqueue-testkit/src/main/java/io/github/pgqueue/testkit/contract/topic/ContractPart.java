package io.github.pgqueue.testkit.contract.topic;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which topics a contract's class runs; without this annotation all. A build that tests in several JVMs has the contract
 * in half the time by two classes, one for each part: together they are the whole.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ContractPart {

    /** A part of a contract. */
    enum Part {
        /** The topics whose tests may run beside each other. */
        BESIDE_OTHERS,
        /** Those that measure times, keep the machine busy, or need the server alone. */
        ONE_BY_ONE
    }

    /**
     * The part that is run.
     *
     * @return one of the two
     */
    Part value();
}
