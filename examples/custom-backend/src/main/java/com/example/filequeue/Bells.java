package com.example.filequeue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/** The bells of all processes: a folder with a socket for each who listens. Immutable. */
final class Bells {

    private static final Logger LOG = System.getLogger(Bells.class.getName());

    private final Path folder;

    Bells(Path root) {
        this.folder = root.resolve("bells");
    }

    /** A place for a new bell; short, as the path of a socket may have about a hundred bytes. */
    Path place() throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(UUID.randomUUID().toString().substring(0, 8));
    }

    /** Rings all bells; each passes on what comes on its own channel. What fails here is only logged. */
    void ring(String channel, String text) {
        try (DirectoryStream<Path> bells = Files.newDirectoryStream(folder)) {
            for (Path bell : bells) {
                ring(bell, channel, text);
            }
        } catch (NoSuchFileException nobodyListens) {
            LOG.log(Level.TRACE, "there is no bell in {0}", folder);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "cannot look for bells in " + folder, failure);
        }
    }

    private static void ring(Path bell, String channel, String text) throws IOException {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(bell));
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(socket))) {
            out.writeUTF(channel);
            out.writeUTF(text);
        } catch (ConnectException ownerIsGone) {
            Files.deleteIfExists(bell);
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, "the bell " + bell + " went away", failure);
        }
    }
}
