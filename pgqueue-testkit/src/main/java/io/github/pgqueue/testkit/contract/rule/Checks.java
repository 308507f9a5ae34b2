package io.github.pgqueue.testkit.contract.rule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A test of one rule of the {@linkplain Rules catalogue}; its method's name says in which respect. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
public @interface Checks {

    /**
     * The rule's number.
     *
     * @return such as {@code S3.4}
     */
    String value();
}
