package io.noetl.runtime.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust, and who we are; all files are PEM.
 *
 * @param cacert the certificates that may vouch for the server; null for those that Java trusts
 * @param cert our certificate with the chain above it; null for none
 * @param key the private key of {@code cert}, PKCS#8; null when it is in the same file
 * @param passphraseFile the file that holds the passphrase of the key; null when it has none
 * @param insecure take any certificate
 */
public record TlsOptions(
    @Nullable Path cacert,
    @Nullable Path cert,
    @Nullable Path key,
    @Nullable Path passphraseFile,
    boolean insecure) {

  public static final TlsOptions DEFAULT = new TlsOptions(null, null, null, null, false);
}
