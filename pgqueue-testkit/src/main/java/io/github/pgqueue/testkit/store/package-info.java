/** Stores that tests look into: {@link io.github.pgqueue.testkit.store.CountedStore}. */
@NullMarked
package io.github.pgqueue.testkit.store;

import org.jspecify.annotations.NullMarked;
