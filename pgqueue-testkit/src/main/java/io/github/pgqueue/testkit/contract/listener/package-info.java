/** The topics about listeners: the rules L, asked of a listening connection itself. Each can be run alone. */
@NullMarked
package io.github.pgqueue.testkit.contract.listener;

import org.jspecify.annotations.NullMarked;
