package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.tls.Passphrase;
import io.noetl.runtime.tls.TlsContextBuilder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** Creates the TLS context of a client. */
final class TlsContext {

  private TlsContext() {}

  /**
   * The context that the options describe.
   *
   * @throws RuntimeApiException.InvalidRequest when a file cannot be read or has the wrong content
   */
  static SSLContext of(TlsOptions options) {
    if (options.equals(TlsOptions.DEFAULT)) {
      return ofJava();
    }
    TlsContextBuilder builder = new TlsContextBuilder();
    Path cacert = options.cacert();
    if (options.insecure()) {
      builder.trustAll();
    } else if (cacert != null) {
      builder.trust(cacert);
    }
    Path cert = options.cert();
    if (cert != null) {
      Path key = options.key() == null ? cert : options.key();
      builder.identity(cert, key, passphrase(options));
    }
    return builder.build();
  }

  private static Passphrase passphrase(TlsOptions options) {
    return new Passphrase(
        null,
        options.passphraseFile(),
        "--key-passphrase-file",
        "name the file of its passphrase with --key-passphrase-file");
  }

  private static SSLContext ofJava() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException impossible) {
      throw new RuntimeApiException.InvalidRequest(
          "cannot set TLS up: " + impossible.getMessage(), Details.causedBy(impossible));
    }
  }
}
