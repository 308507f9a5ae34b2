package io.github.pgqueue.pgjdbcng.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encryption, with the meaning and the defaults that it has in pgjdbc: unless told otherwise pgjdbc-ng
 * would not encrypt at all, and would look for certificates in the working directory.
 */
final class SslParameters {

    private static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private SslParameters() {}

    static void apply(Map<String, String> parameters, AddressDraft draft) {
        String mode = mode(parameters, draft);
        draft.set(DriverSettings.SSL_MODE, mode);
        if (mode.startsWith("verify")) {
            draft.set(DriverSettings.SSL_ROOT_CERTIFICATE, file(parameters, "sslrootcert", "root.crt"));
        }
        clientCertificate(parameters, draft);
    }

    private static String mode(Map<String, String> parameters, AddressDraft draft) {
        String mode = parameters.get("sslmode");
        if (mode == null) {
            String ssl = parameters.get("ssl");
            return ssl != null && (ssl.isEmpty() || Boolean.parseBoolean(ssl)) ? "verify-full" : "prefer";
        }
        String lower = mode.toLowerCase(Locale.ROOT);
        if (!MODES.contains(lower)) {
            throw draft.refusal("sslmode", mode, "must be one of " + MODES, "Write one of these");
        }
        return lower;
    }

    /** One that was not asked for is used if it is there; the driver wants to be told of it either way. */
    private static void clientCertificate(Map<String, String> parameters, AddressDraft draft) {
        String key = parameters.get("sslkey");
        if (key != null && key.toLowerCase(Locale.ROOT).matches(".*\\.(p12|pfx|pem|key)")) {
            throw draft.refusal(
                    "sslkey",
                    key,
                    "must name a key in PKCS-8 DER form, such as client.pk8",
                    "Convert it: openssl pkcs8 -topk8 -inform PEM -outform DER -nocrypt -in client.key -out client.pk8");
        }
        String certificateFile = file(parameters, "sslcert", "postgresql.crt");
        if (parameters.containsKey("sslcert") || Files.isReadable(Path.of(certificateFile))) {
            draft.set(DriverSettings.SSL_CERTIFICATE, certificateFile);
            draft.set(DriverSettings.SSL_KEY, file(parameters, "sslkey", "postgresql.pk8"));
        }
    }

    private static String file(Map<String, String> parameters, String name, String standard) {
        String given = parameters.get(name);
        Path file = given == null || given.isEmpty() ? home().resolve(standard) : Path.of(given);
        return file.toAbsolutePath().toString();
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
}
