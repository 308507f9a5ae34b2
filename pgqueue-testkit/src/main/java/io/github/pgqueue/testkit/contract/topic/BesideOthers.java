package io.github.pgqueue.testkit.contract.topic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A topic whose tests measure nothing that the machine's load changes, and often wait, such as for leases to run out:
 * where the build allows JUnit to run tests in parallel, they run beside others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Execution(ExecutionMode.CONCURRENT)
public @interface BesideOthers {}
