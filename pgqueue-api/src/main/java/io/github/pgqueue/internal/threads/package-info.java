/** The threads of a node, its alarms, and time as this process counts it. Knows no other room. */
@NullMarked
package io.github.pgqueue.internal.threads;

import org.jspecify.annotations.NullMarked;
