/**
 * A backend without a database, for tests of applications:
 * {@link io.github.pgqueue.testkit.memory.MemoryBackend}.
 */
@NullMarked
package io.github.pgqueue.testkit.memory;

import org.jspecify.annotations.NullMarked;
