package io.github.pgqueue.testkit.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed certificate for {@code localhost}, and its key, as PEM. Immutable.
 *
 * @param certificate what clients may trust
 * @param key for the server alone
 */
public record Certificate(String certificate, String key) {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";
    private static final Base64.Encoder MIME = Base64.getMimeEncoder(64, new byte[] {'\n'});
    private static final long PATIENCE_SECONDS = 60;

    /**
     * Makes one, by the JDK's own tool.
     *
     * @param algorithm what it is signed with, such as {@code SHA256withRSA}
     * @param folder for the file that this takes
     * @return the certificate
     * @throws IllegalStateException if the tool is not there or does not make one
     */
    public static Certificate make(String algorithm, Path folder) {
        Path store = folder.resolve(algorithm + ".p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-sigalg",
                            algorithm,
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            store.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                keytool.destroyForcibly();
                throw new IllegalStateException("keytool does not end within " + PATIENCE_SECONDS + " s");
            }
            return read(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("No certificate can be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a certificate is made", e);
        }
    }

    private static Certificate read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new Certificate(
                pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()),
                pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + MIME.encodeToString(content) + "\n-----END " + kind + "-----";
    }

    /** Without the key. */
    @Override
    public String toString() {
        return certificate;
    }
}
