/**
 * The engine: not part of the API, and free to change in any release. It stands in rooms that know one another one way
 * only, each those further down:
 *
 * <pre>
 *   node                               what users call
 *   dispatch                           a subscription
 *   hold                 watch         backlogs; when to look
 *   claim                lease         what is in hand; whether it still counts
 *   job      observe     ring          one job; who is told
 *   backend  threads
 * </pre>
 */
@NullMarked
package io.github.pgqueue.internal;

import org.jspecify.annotations.NullMarked;
