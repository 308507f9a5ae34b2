package io.github.pgqueue;

import org.jspecify.annotations.Nullable;

/** What of a URL may be shown. */
final class Urls {

    private Urls() {}

    /** A URL's parameters can hold a password, and so can the part before the host. */
    static @Nullable String withoutParameters(@Nullable String url) {
        return url == null ? null : url.replaceFirst("(?s)\\?.*", "?...").replaceFirst("//[^/]*@", "//...@");
    }
}
