/**
 * Proof by chaos: kills what delivery depends on, and checks what became of every job. Not published, and no
 * API.
 */
@NullMarked
package io.github.pgqueue.chaos;

import org.jspecify.annotations.NullMarked;
