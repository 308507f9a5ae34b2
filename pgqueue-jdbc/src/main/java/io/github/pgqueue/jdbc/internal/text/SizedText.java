package io.github.pgqueue.jdbc.internal.text;

/**
 * A statement's text as it is for the size of the table: made once for each, as a new text would be looked up letter by
 * letter. Thread-safe.
 */
public final class SizedText {

    private final PlanSize size;
    private final String sql;
    private volatile Marked marked;

    public SizedText(PlanSize size, String sql) {
        this.size = size;
        this.sql = sql;
        this.marked = mark(size.pages());
    }

    private record Marked(long pages, String text) {}

    private Marked mark(long pages) {
        return new Marked(pages, PlanSize.mark(sql, pages));
    }

    /** For the size that the table has now. */
    public String get() {
        Marked known = marked;
        if (known.pages != size.pages()) {
            known = mark(size.pages());
            marked = known;
        }
        return known.text;
    }
}
