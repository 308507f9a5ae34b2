package io.github.pgqueue.jdbc.internal.text;

/**
 * The table's order of magnitude, which is made part of a hot statement's text. Thread-safe.
 *
 * <p>The server keeps a prepared statement's plan until the table's statistics are renewed, which may take
 * minutes. A plan that was made for an empty table, as it may be again once it is drained, reads the whole table; on a
 * million jobs that arrived since it takes seconds instead of a third of a millisecond. A statement with another text gets
 * a plan of its own, made for the size that the table has then.
 */
public final class PlanSize {

    private static final long PAGE = 8192;
    private static final long[] PAGES = {16, 64, 256, 1024};

    private volatile long last;

    /** The size that the table has now, in bytes. */
    public void saw(long bytes) {
        last = bytes;
    }

    /** The number of pages that the table had when it was last seen, rounded down; 0 if it was small. */
    public long pages() {
        long bytes = last;
        long pages = 0;
        for (long step : PAGES) {
            if (bytes >= step * PAGE) {
                pages = step;
            }
        }
        return pages;
    }

    /** A statement's text, as it is for this size. */
    public String mark(String sql) {
        return mark(sql, pages());
    }

    public static String mark(String sql, long pages) {
        return sql + (pages == 0 ? "" : "\n/* from " + pages + " pages on */");
    }
}
