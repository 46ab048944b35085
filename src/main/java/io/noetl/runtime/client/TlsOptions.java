package io.noetl.runtime.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The trusted certificates and the client certificate; all files are PEM.
 *
 * @param cacert the CA certificates for verifying the server; null for Java's own
 * @param cert the client certificate with its chain; null for none
 * @param key the private key of {@code cert}, PKCS#8; null when it is in the same file
 * @param passphraseFile the file with the passphrase of the key; null when it has none
 * @param insecure skip certificate verification
 */
public record TlsOptions(
    @Nullable Path cacert,
    @Nullable Path cert,
    @Nullable Path key,
    @Nullable Path passphraseFile,
    boolean insecure) {

  public static final TlsOptions DEFAULT = new TlsOptions(null, null, null, null, false);
}
