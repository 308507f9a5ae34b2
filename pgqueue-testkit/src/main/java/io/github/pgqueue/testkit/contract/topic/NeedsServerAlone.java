package io.github.pgqueue.testkit.contract.topic;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A topic that stops or freezes the server, which all tests share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ResourceLock(value = NeedsServerAlone.SERVER, mode = ResourceAccessMode.READ_WRITE)
public @interface NeedsServerAlone {
    /** The lock's name; all topics hold it to share the server. */
    String SERVER = "io.github.pgqueue.testkit.server";
}
