package io.github.pgqueue.internal.backend;

import java.net.URL;
import java.security.CodeSource;

/**
 * A provider that the look-up found.
 *
 * @param name what it calls itself
 * @param provider the provider
 */
record Found<P>(String name, P provider) {

    /** Name, class and jar, for messages. */
    String describe() {
        return "'" + name + "' (" + provider.getClass().getName() + " in " + origin(provider.getClass()) + ")";
    }

    /** Where a class came from: a jar, a folder or a module. */
    static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "module " + type.getModule().getName() : location.getPath();
    }
}
