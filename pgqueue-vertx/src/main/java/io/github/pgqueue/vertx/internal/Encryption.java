package io.github.pgqueue.vertx.internal;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether to encrypt, whom to trust and who one is, with the meaning and the defaults that these parameters have for
 * pgjdbc. Files are read at each connect, as certificates are renewed. Immutable.
 *
 * @param mode how much of it there must be
 * @param rootCertificate who may have signed the server's certificate, where that is verified
 * @param identity the certificate and the key of this side, if it has any
 */
record Encryption(SslMode mode, Path rootCertificate, Optional<Identity> identity) {

    private static final List<String> PKCS12 = List.of(".p12", ".pfx");

    /** A certificate and its key, by their files. */
    record Identity(Path certificate, Path key) {}

    static Encryption of(Parameters parameters) {
        return new Encryption(mode(parameters), file(parameters, "sslrootcert", "root.crt"), identity(parameters));
    }

    private static SslMode mode(Parameters parameters) {
        Optional<String> named = parameters.value("sslmode");
        if (named.isEmpty()) {
            boolean full = parameters
                    .value("ssl")
                    .filter(ssl -> ssl.isEmpty() || Boolean.parseBoolean(ssl))
                    .isPresent();
            return full ? SslMode.VERIFY_FULL : SslMode.PREFER;
        }
        return Arrays.stream(SslMode.values())
                .filter(one -> one.value.equalsIgnoreCase(named.get()))
                .findFirst()
                .orElseThrow(() -> parameters.refusal(
                        "sslmode",
                        "must be one of "
                                + Arrays.stream(SslMode.values())
                                        .map(one -> one.value)
                                        .toList(),
                        "Write one of these"));
    }

    /** One that was not asked for is used if it is there. */
    private static Optional<Identity> identity(Parameters parameters) {
        parameters.value("sslkey").ifPresent(key -> {
            if (PKCS12.stream().anyMatch(key.toLowerCase(Locale.ROOT)::endsWith)) {
                throw parameters.refusal(
                        "sslkey",
                        "must name a key in PKCS-8 form, without a password",
                        "Convert it: openssl pkcs12 -in client.p12 -nodes -nocerts -out client.pem");
            }
        });
        Identity files = new Identity(
                file(parameters, "sslcert", "postgresql.crt"), file(parameters, "sslkey", "postgresql.pk8"));
        boolean asked = parameters.value("sslcert").isPresent()
                || parameters.value("sslkey").isPresent();
        boolean there = Files.isReadable(files.certificate()) && Files.isReadable(files.key());
        return Optional.of(files).filter(any -> asked || there);
    }

    private static Path file(Parameters parameters, String name, String standard) {
        return parameters
                .value(name)
                .filter(given -> !given.isEmpty())
                .map(Path::of)
                .orElseGet(() -> home().resolve(standard))
                .toAbsolutePath();
    }

    /** Where pgjdbc and libpq look. */
    private static Path home() {
        @Nullable String roaming = System.getenv("APPDATA");
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows && roaming != null
                ? Path.of(roaming, "postgresql")
                : Path.of(System.getProperty("user.home", ""), ".postgresql");
    }

    /**
     * What the client is to check, and to show.
     *
     * @throws SQLException if a file cannot be read, or holds not what it should
     */
    ClientSSLOptions options() throws SQLException {
        boolean full = mode == SslMode.VERIFY_FULL;
        ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm(full ? "HTTPS" : "");
        if (full || mode == SslMode.VERIFY_CA) {
            options.setTrustOptions(TrustOptions.wrap(CertificateFiles.trust(rootCertificate)));
        } else {
            // These modes encrypt, and ask no server who it is.
            options.setTrustAll(true);
        }
        if (identity.isPresent()) {
            Identity files = identity.get();
            options.setKeyCertOptions(KeyCertOptions.wrap(CertificateFiles.identity(files.certificate(), files.key())));
        }
        return options;
    }
}
