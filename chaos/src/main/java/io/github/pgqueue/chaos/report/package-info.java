/** What came of it, in figures. */
@NullMarked
package io.github.pgqueue.chaos.report;

import org.jspecify.annotations.NullMarked;
