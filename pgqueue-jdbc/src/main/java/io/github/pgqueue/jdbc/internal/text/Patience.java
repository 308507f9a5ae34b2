package io.github.pgqueue.jdbc.internal.text;

import java.time.Duration;

/** How long the server itself is to wait: stands in a template as {@code {patience}}. */
public final class Patience {

    /**
     * A row that somebody else has locked keeps the whole statement waiting. The server is to give up before
     * we do: else it would carry all of it out when nobody is there any more to run what it claims.
     */
    public static final String FOR_LOCKS = """
            (select case when current_setting('lock_timeout') = '0' then set_config('lock_timeout', '{patience}', true)
                         else '' end) is not null""";

    private Patience() {}

    /** To the millisecond. */
    public static String fill(String template, Duration time) {
        return template.replace("{patience}", time.toMillis() + "ms");
    }
}
