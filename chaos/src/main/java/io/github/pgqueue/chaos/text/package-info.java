/** Records as lines of text, and tables and JSON for people and programs. */
@NullMarked
package io.github.pgqueue.chaos.text;

import org.jspecify.annotations.NullMarked;
