package io.github.pgqueue.internal.backend;

import io.github.pgqueue.AmbiguousBackendException;
import io.github.pgqueue.NoBackendException;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.UnknownBackendException;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStoreProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The backends that a config means: an instance in the config wins, else the name in the config, else
 * there must be exactly one. Immutable.
 *
 * @param store keeps the jobs
 * @param listener hears of them; empty to poll only
 */
public record Backends(QueueStoreProvider store, Optional<ListenerProvider> listener) {

    public static Backends choose(PgQueuesConfig config) {
        return new Backends(store(config), listener(config));
    }

    /** Names and places, for messages. */
    @Override
    public String toString() {
        return new Found<>(store.name(), store).describe()
                + listener.map(one -> " with listener " + new Found<>(one.name(), one).describe())
                        .orElse("");
    }

    private static QueueStoreProvider store(PgQueuesConfig config) {
        return config.store()
                .orElseGet(() ->
                        pick("store", stores(), config.storeName(), Backends::listeners, QueueStoreProvider.class));
    }

    private static Optional<ListenerProvider> listener(PgQueuesConfig config) {
        if (config.listenerName().filter(PgQueuesConfig.NO_LISTENER::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(config.listener()
                .orElseGet(() -> pick(
                        "listener", listeners(), config.listenerName(), Backends::stores, ListenerProvider.class)));
    }

    private static List<Found<QueueStoreProvider>> stores() {
        return Services.find(QueueStoreProvider.class, QueueStoreProvider::name);
    }

    private static List<Found<ListenerProvider>> listeners() {
        return Services.find(ListenerProvider.class, ListenerProvider::name);
    }

    /** Looks among the others too when it fails, as a backend may be a store or a listener alone. */
    private static <P, O> P pick(
            String setting,
            List<Found<P>> found,
            Optional<String> name,
            Supplier<List<Found<O>>> others,
            Class<P> service) {
        if (found.isEmpty()) {
            throw new NoBackendException(Messages.none(setting, name, service));
        }
        if (name.isEmpty() && found.size() > 1) {
            throw new AmbiguousBackendException(Messages.ambiguous(setting, found, others.get()));
        }
        return found.stream()
                .filter(one -> name.isEmpty() || name.get().equals(one.name()))
                .findFirst()
                .orElseThrow(() ->
                        new UnknownBackendException(Messages.unknown(setting, name.orElse(""), found, others.get())))
                .provider();
    }

    /** What the look-up says when it fails: what it found, where, and the line that mends it. */
    private static final class Messages {

        static String none(String setting, Optional<String> name, Class<?> service) {
            return "no " + setting + name.map(one -> " named '" + one + "'").orElse("")
                    + ": no provider of " + service.getName() + " is on the class path or module path."
                    + " Add a backend to your pom: <dependency><groupId>io.github.pgqueue</groupId>"
                    + "<artifactId>pgqueue-pgjdbc</artifactId><version>...</version></dependency>"
                    + (service == ListenerProvider.class ? ", or do without a listener: .pollOnly()" : "");
        }

        static String ambiguous(String setting, List<? extends Found<?>> found, List<? extends Found<?>> others) {
            String whole = found.stream()
                    .map(Found::name)
                    .filter(name -> has(others, name))
                    .findFirst()
                    .map(name -> "PgQueuesConfig.builder(...).backend(\"" + name + "\").build(), or only the " + setting
                            + ": ")
                    .orElse("");
            return "several backends and no choice for the " + setting + ": " + list(found) + ". Name one: " + whole
                    + found.stream()
                            .map(one -> "." + setting + "(\"" + one.name() + "\")")
                            .collect(Collectors.joining(" or "));
        }

        static String unknown(
                String setting, String name, List<? extends Found<?>> found, List<? extends Found<?>> others) {
            String choice = "." + setting + "(\"" + found.get(0).name() + "\")";
            if (!has(others, name)) {
                return "no " + setting + " named '" + name + "'; there is: " + list(found) + ". Name one of these: "
                        + choice + ", or add the jar of '" + name + "' to your pom";
            }
            String other = setting.equals("store") ? "listener" : "store";
            return "no " + setting + " named '" + name + "', which is a " + other + " alone; there is: " + list(found)
                    + ". Name one of these beside it: " + choice + "." + other + "(\"" + name + "\")";
        }

        private static boolean has(List<? extends Found<?>> providers, String name) {
            return providers.stream().anyMatch(one -> one.name().equals(name));
        }

        private static String list(List<? extends Found<?>> found) {
            return found.stream().map(Found::describe).collect(Collectors.joining(", "));
        }
    }
}
