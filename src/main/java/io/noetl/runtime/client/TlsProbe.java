package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.diagnosis.Finding;
import io.noetl.runtime.tls.ShownCertificates;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Checks the TLS handshake with a server: its certificates, and whether they are trusted. */
final class TlsProbe {

  private final ClientOptions options;
  private final HostProbe host;

  TlsProbe(ClientOptions options, HostProbe host) {
    this.options = options;
    this.host = host;
  }

  /** Describes the certificates of a trusted server. */
  Finding handshake() {
    try {
      SSLSession session = session(options.tls());
      String text = session.getProtocol() + ", " + ShownCertificates.described(session);
      return options.tls().insecure() ? Finding.warning(text + ", not checked") : Finding.ok(text);
    } catch (IOException refused) {
      String shown = shown();
      throw new Unreachable(
          "cannot reach "
              + options.server()
              + ": TLS failed: "
              + ShownCertificates.reason(refused)
              + (shown.isEmpty() ? "" : "; it shows " + shown),
          Details.causedBy(refused).withHint("check --cacert, --cert and the address"));
    }
  }

  /** Describes the certificates without verifying them; empty if the server does not use TLS. */
  private String shown() {
    TlsOptions trusting =
        new TlsOptions(
            options.tls().cacert(),
            options.tls().cert(),
            options.tls().key(),
            options.tls().passphraseFile(),
            true);
    try {
      return ShownCertificates.described(session(trusting));
    } catch (IOException noTls) {
      return "";
    }
  }

  private SSLSession session(TlsOptions tls) throws IOException {
    int patience = (int) Math.max(1, options.timeout().toMillis());
    try (Socket plain = new Socket()) {
      plain.connect(host.open(), patience);
      plain.setSoTimeout(patience);
      try (SSLSocket socket =
          (SSLSocket)
              TlsContext.of(tls)
                  .getSocketFactory()
                  .createSocket(plain, host.name(), host.open().getPort(), true)) {
        if (!tls.insecure()) {
          SSLParameters parameters = socket.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket.getSession();
      }
    }
  }
}
