package io.github.pgqueue.vertx.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * Reads certificates and keys as pgjdbc does, in PEM or DER form. It is done here and before anything is connected: the
 * client finds out too late that it cannot read one, and then waits for ever.
 */
final class CertificateFiles {

    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    private static final char[] NO_PASSWORD = {};

    private CertificateFiles() {}

    /** Trusts what these certificates have signed, and nobody else. */
    static TrustManager trust(Path file) throws SQLException {
        Certificate[] certificates = certificates(file);
        try {
            KeyStore store = emptyStore();
            for (int i = 0; i < certificates.length; i++) {
                store.setCertificateEntry("root " + i, certificates[i]);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException unusable) {
            throw refusal(file, "has certificates that cannot be trusted", unusable);
        }
    }

    /** Shows this certificate, and those that lead from it to the one who is trusted. */
    static X509KeyManager identity(Path certificate, Path key) throws SQLException {
        Certificate[] chain = certificates(certificate);
        PrivateKey secret = key(key, chain[0].getPublicKey());
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("identity", secret, NO_PASSWORD, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return (X509KeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException unusable) {
            throw refusal(certificate, "has a certificate that cannot be shown", unusable);
        }
    }

    private static Certificate[] certificates(Path file) throws SQLException {
        byte[] content = read(file);
        try {
            Certificate[] found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content))
                    .toArray(Certificate[]::new);
            if (found.length > 0) {
                return found;
            }
        } catch (GeneralSecurityException unreadable) {
            throw refusal(file, "must have X.509 certificates in PEM or DER form", unreadable);
        }
        throw new SQLException("the file " + file + " has no certificate", "08001");
    }

    private static PrivateKey key(Path file, PublicKey counterpart) throws SQLException {
        byte[] content = read(file);
        Matcher pem = PEM_KEY.matcher(new String(content, StandardCharsets.ISO_8859_1));
        try {
            byte[] der = pem.find() ? Base64.getMimeDecoder().decode(pem.group(1)) : content;
            return KeyFactory.getInstance(counterpart.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw refusal(
                    file,
                    "must have a key in PKCS-8 form without a password, PEM or DER, of the certificate's kind",
                    unreadable);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static byte[] read(Path file) throws SQLException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw refusal(file, "cannot be read", unreadable);
        }
    }

    private static SQLException refusal(Path file, String what, Exception cause) {
        return new SQLException("the file " + file + " " + what, "08001", cause);
    }
}
