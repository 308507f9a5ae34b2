package io.github.pgqueue.internal.backend;

import io.github.pgqueue.BrokenBackendException;
import io.github.pgqueue.DuplicateBackendException;
import io.github.pgqueue.PgQueues;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds providers, and refuses what cannot be right rather than pass it over. */
final class Services {

    private Services() {}

    /** All providers that the thread's class loader sees, or, if it sees none, the one of this class. */
    static <P> List<Found<P>> find(Class<P> service, Function<P, @Nullable String> nameOf) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        List<Found<P>> found = context == null ? List.of() : load(service, nameOf, context);
        return found.isEmpty() ? load(service, nameOf, PgQueues.class.getClassLoader()) : found;
    }

    private static <P> List<Found<P>> load(Class<P> service, Function<P, @Nullable String> nameOf, ClassLoader loader) {
        List<Found<P>> found = new ArrayList<>();
        try {
            Iterator<P> providers = ServiceLoader.load(service, loader).iterator();
            while (providers.hasNext()) {
                add(found, providers.next(), nameOf);
            }
        } catch (ServiceConfigurationError broken) {
            throw new BrokenBackendException(
                    "a registered provider of " + service.getName() + " cannot be used: " + broken.getMessage()
                            + ". Registered in: " + registrations(service, loader)
                            + ". Repair or remove that jar, or give an instance in the config",
                    broken);
        }
        return found;
    }

    private static <P> void add(List<Found<P>> found, P provider, Function<P, @Nullable String> nameOf) {
        Found<P> one = new Found<>(checkedName(provider, nameOf), provider);
        for (Found<P> other : found) {
            if (other.name().equals(one.name())) {
                throw new DuplicateBackendException("two backends of one name: " + other.describe() + " and "
                        + one.describe() + ". Remove one of the two jars");
            }
        }
        found.add(one);
    }

    private static <P> String checkedName(P provider, Function<P, @Nullable String> nameOf) {
        String name;
        try {
            name = nameOf.apply(provider);
        } catch (RuntimeException | LinkageError failure) {
            throw broken(provider, "its name() throws " + failure, failure);
        }
        if (name == null || name.isBlank()) {
            throw broken(provider, "its name() is " + (name == null ? "null" : "blank"), null);
        }
        return name;
    }

    private static BrokenBackendException broken(Object provider, String why, @Nullable Throwable cause) {
        return new BrokenBackendException(
                "provider " + provider.getClass().getName() + " in " + Found.origin(provider.getClass())
                        + " cannot be used: " + why + ". Repair or remove that jar",
                cause);
    }

    private static String registrations(Class<?> service, ClassLoader loader) {
        try {
            return Collections.list(loader.getResources("META-INF/services/" + service.getName())).stream()
                    .map(URL::toString)
                    .collect(Collectors.joining(", "));
        } catch (IOException unreadable) {
            return "unknown (" + unreadable.getMessage() + ")";
        }
    }
}
