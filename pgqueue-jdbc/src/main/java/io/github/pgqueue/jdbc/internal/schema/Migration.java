package io.github.pgqueue.jdbc.internal.schema;

import io.github.pgqueue.jdbc.internal.text.SqlText;
import java.util.List;

/**
 * What leads from one version of the table to the next.
 *
 * @param version the version that it leads to
 * @param statements templates for {@link SqlText}, to be run in order
 */
record Migration(int version, List<String> statements) {}
