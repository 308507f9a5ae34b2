/** How the backend does it: not part of the API, and free to change in any release. */
@NullMarked
package io.github.pgqueue.pgjdbcng.internal;

import org.jspecify.annotations.NullMarked;
