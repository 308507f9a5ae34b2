/** What is to happen, as far as a seed decides it. */
@NullMarked
package io.github.pgqueue.chaos.plan;

import org.jspecify.annotations.NullMarked;
