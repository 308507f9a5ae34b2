package io.github.pgqueue.internal.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pgqueue.AmbiguousBackendException;
import io.github.pgqueue.BrokenBackendException;
import io.github.pgqueue.DuplicateBackendException;
import io.github.pgqueue.NoBackendException;
import io.github.pgqueue.PgQueues;
import io.github.pgqueue.PgQueuesConfig;
import io.github.pgqueue.UnknownBackendException;
import io.github.pgqueue.spi.ListenerConnection;
import io.github.pgqueue.spi.ListenerProvider;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.QueueStoreProvider;
import io.github.pgqueue.spi.RingSink;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discovery with real services files, each in a folder that stands for a jar. */
class BackendsTest {

    private static final String URL_OF_NOTHING = "jdbc:postgresql://localhost:1/none";

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final List<URL> jars = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    /** Registers providers as one jar would. */
    private void jar(String name, Class<?> service, String... providers) throws IOException {
        Path file = folder.resolve(name).resolve("META-INF/services").resolve(service.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(providers));
        URL url = folder.resolve(name).toUri().toURL();
        if (!jars.contains(url)) {
            jars.add(url);
        }
    }

    private Backends choose(PgQueuesConfig config) {
        Thread.currentThread().setContextClassLoader(new URLClassLoader(jars.toArray(new URL[0]), before));
        return Backends.choose(config);
    }

    private static PgQueuesConfig.Builder config() {
        return PgQueuesConfig.builder(URL_OF_NOTHING);
    }

    private void bothKinds(String jar, Class<?> store, Class<?> listener) throws IOException {
        jar(jar, QueueStoreProvider.class, store.getName());
        jar(jar, ListenerProvider.class, listener.getName());
    }

    @Test
    void takesTheOnlyOneThereIs() throws IOException {
        bothKinds("a.jar", StoreA.class, ListenerA.class);

        Backends chosen = choose(config().build());

        assertThat(chosen.store()).isInstanceOf(StoreA.class);
        assertThat(chosen.listener()).get().isInstanceOf(ListenerA.class);
    }

    @Test
    void mixesTwoByName() throws IOException {
        bothKinds("a.jar", StoreA.class, ListenerA.class);
        bothKinds("b.jar", StoreB.class, ListenerB.class);

        Backends chosen = choose(config().store("a").listener("b").build());

        assertThat(chosen.store()).isInstanceOf(StoreA.class);
        assertThat(chosen.listener()).get().isInstanceOf(ListenerB.class);
    }

    @Test
    void needsNoListenerToPoll() throws IOException {
        jar("a.jar", QueueStoreProvider.class, StoreA.class.getName());

        assertThat(choose(config().pollOnly().build()).listener()).isEmpty();
    }

    @Test
    void anInstanceWinsAndNothingIsLookedUp() throws IOException {
        jar("broken.jar", QueueStoreProvider.class, "no.such.Provider");
        StoreA mine = new StoreA();

        Backends chosen = choose(config().store(mine).listener(new ListenerB()).build());

        assertThat(chosen.store()).isSameAs(mine);
    }

    @Test
    void noneSaysWhatToAdd() {
        assertThatThrownBy(() -> choose(config().build()))
                .isInstanceOf(NoBackendException.class)
                .hasMessageContaining(QueueStoreProvider.class.getName())
                .hasMessageContaining("<artifactId>pgqueue-pgjdbc</artifactId>");
    }

    @Test
    void aStoreWithoutAListenerIsNoSilentPolling() throws IOException {
        jar("a.jar", QueueStoreProvider.class, StoreA.class.getName());

        assertThatThrownBy(() -> choose(config().build()))
                .isInstanceOf(NoBackendException.class)
                .hasMessageContaining(ListenerProvider.class.getName())
                .hasMessageContaining(".pollOnly()");
    }

    @Test
    void twoWithoutAChoiceNamesBothAndTheirJars() throws IOException {
        bothKinds("a.jar", StoreA.class, ListenerA.class);
        bothKinds("b.jar", StoreB.class, ListenerB.class);

        assertThatThrownBy(() -> choose(config().build()))
                .isInstanceOf(AmbiguousBackendException.class)
                .hasMessageContaining("'a' (" + StoreA.class.getName() + " in ")
                .hasMessageContaining("'b' (" + StoreB.class.getName() + " in ")
                .hasMessageContaining(StoreA.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .hasMessageContaining(".backend(\"a\")");
    }

    @Test
    void aListenerAloneIsNamedAsAListenerAndNotAsABackend() throws IOException {
        jar("b.jar", ListenerProvider.class, ListenerB.class.getName());
        bothKinds("a.jar", StoreA.class, ListenerA.class);

        assertThatThrownBy(() -> choose(config().build()))
                .isInstanceOf(AmbiguousBackendException.class)
                .hasMessageContaining("for the listener")
                .hasMessageContaining(".backend(\"a\")")
                .hasMessageContaining(".listener(\"a\")")
                .hasMessageContaining(".listener(\"b\")")
                .hasMessageNotContaining(".backend(\"b\")");
        assertThat(choose(config().listener("b").build()).listener()).get().isInstanceOf(ListenerB.class);
        assertThat(choose(config().backend("a").build()).listener()).get().isInstanceOf(ListenerA.class);
    }

    @Test
    void aListenerAloneThatIsNamedAsABackendIsSaidToBeOne() throws IOException {
        jar("b.jar", ListenerProvider.class, ListenerB.class.getName());
        bothKinds("a.jar", StoreA.class, ListenerA.class);

        assertThatThrownBy(() -> choose(config().backend("b").build()))
                .isInstanceOf(UnknownBackendException.class)
                .hasMessageContaining("no store named 'b', which is a listener alone")
                .hasMessageContaining("'a' (")
                .hasMessageContaining(".store(\"a\").listener(\"b\")");
    }

    @Test
    void twoListenersAloneNeedNoBackendOfTheirName() throws IOException {
        jar("b.jar", ListenerProvider.class, ListenerB.class.getName());
        jar("a.jar", ListenerProvider.class, ListenerA.class.getName());

        assertThatThrownBy(() -> choose(config().store(new StoreA()).build()))
                .isInstanceOf(AmbiguousBackendException.class)
                .hasMessageContaining(".listener(\"a\")")
                .hasMessageContaining(".listener(\"b\")")
                .hasMessageNotContaining(".backend(");
    }

    @Test
    void anUnknownNameListsTheKnown() throws IOException {
        bothKinds("a.jar", StoreA.class, ListenerA.class);

        assertThatThrownBy(() -> choose(config().backend("c").build()))
                .isInstanceOf(UnknownBackendException.class)
                .hasMessageContaining("'c'")
                .hasMessageContaining("'a' (");
    }

    @Test
    void twoOfOneNameAreRefusedEvenWhenChosen() throws IOException {
        jar("a.jar", QueueStoreProvider.class, StoreA.class.getName());
        jar("copy.jar", QueueStoreProvider.class, StoreLikeA.class.getName());

        assertThatThrownBy(() -> choose(config().backend("a").build()))
                .isInstanceOf(DuplicateBackendException.class)
                .hasMessageContaining(StoreA.class.getName())
                .hasMessageContaining(StoreLikeA.class.getName())
                .hasMessageContaining("Remove one");
    }

    @Test
    void aProviderThatIsMissingIsBroken() throws IOException {
        bothKinds("a.jar", StoreA.class, ListenerA.class);
        jar("broken.jar", QueueStoreProvider.class, "no.such.Provider");

        assertThatThrownBy(() -> choose(config().build()))
                .isInstanceOf(BrokenBackendException.class)
                .hasMessageContaining("no.such.Provider")
                .hasMessageContaining("broken.jar");
    }

    @Test
    void aProviderThatCannotBeMadeIsBroken() throws IOException {
        jar("broken.jar", QueueStoreProvider.class, Unmakeable.class.getName());

        assertThatThrownBy(() -> choose(config().build()))
                .isInstanceOf(BrokenBackendException.class)
                .hasMessageContaining(Unmakeable.class.getName());
    }

    @Test
    void aProviderWithoutANameIsBroken() throws IOException {
        jar("blank.jar", QueueStoreProvider.class, Nameless.class.getName());

        assertThatThrownBy(() -> choose(config().build()))
                .isInstanceOf(BrokenBackendException.class)
                .hasMessageContaining(Nameless.class.getName())
                .hasMessageContaining("blank");
    }

    @Test
    void aBackendWithoutItsDriverIsBroken() {
        PgQueuesConfig config = config().store(new Driverless()).pollOnly().build();

        assertThatThrownBy(() -> PgQueues.create(config))
                .isInstanceOf(BrokenBackendException.class)
                .hasMessageContaining("'driverless' (" + Driverless.class.getName())
                .hasMessageContaining("org/driver/Missing")
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void createFailsBeforeAnythingIsOpened() {
        assertThatThrownBy(() -> PgQueues.create(config().build())).isInstanceOf(NoBackendException.class);
    }

    /** Named stores that are never opened. */
    public abstract static class Store implements QueueStoreProvider {
        private final @Nullable String name;

        Store(@Nullable String name) {
            this.name = name;
        }

        @Override
        @SuppressWarnings("NullAway") // the very fault that is tested
        public String name() {
            return name;
        }

        @Override
        public QueueStore open(PgQueuesConfig config) {
            throw new AssertionError("not to be opened");
        }
    }

    /** A store. */
    public static final class StoreA extends Store {
        /** For the service loader. */
        public StoreA() {
            super("a");
        }
    }

    /** Another store. */
    public static final class StoreB extends Store {
        /** For the service loader. */
        public StoreB() {
            super("b");
        }
    }

    /** A store of a name that is taken. */
    public static final class StoreLikeA extends Store {
        /** For the service loader. */
        public StoreLikeA() {
            super("a");
        }
    }

    /** A store that has no name. */
    public static final class Nameless extends Store {
        /** For the service loader. */
        public Nameless() {
            super(" ");
        }
    }

    /** A store whose driver is not there. */
    public static final class Driverless extends Store {
        /** Given to the config. */
        public Driverless() {
            super("driverless");
        }

        @Override
        public QueueStore open(PgQueuesConfig config) {
            throw new NoClassDefFoundError("org/driver/Missing");
        }
    }

    /** A store that fails to be made. */
    public static final class Unmakeable extends Store {
        /** For the service loader. */
        public Unmakeable() {
            super("x");
            throw new IllegalStateException("cannot be made");
        }
    }

    /** Named listeners that never connect. */
    public abstract static class Listener implements ListenerProvider {
        private final String name;

        Listener(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void check(PgQueuesConfig config) {}

        @Override
        public ListenerConnection connect(PgQueuesConfig config, String channel, RingSink sink) {
            throw new AssertionError("not to be connected");
        }
    }

    /** A listener. */
    public static final class ListenerA extends Listener {
        /** For the service loader. */
        public ListenerA() {
            super("a");
        }
    }

    /** Another listener. */
    public static final class ListenerB extends Listener {
        /** For the service loader. */
        public ListenerB() {
            super("b");
        }
    }
}
