/** A store that a test sees and fails into, from between the engine and the store under test. Knows the fixture alone. */
@NullMarked
package io.github.pgqueue.testkit.internal.probe;

import org.jspecify.annotations.NullMarked;
