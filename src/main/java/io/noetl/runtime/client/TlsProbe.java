package io.noetl.runtime.client;

import io.noetl.runtime.schema.Finding;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** The TLS handshake with a server: which certificates it shows and whether they are trusted. */
final class TlsProbe {

  private final ClientOptions options;
  private final HostProbe host;

  TlsProbe(ClientOptions options, HostProbe host) {
    this.options = options;
    this.host = host;
  }

  /** What the server shows, where it is trusted. */
  Finding handshake() {
    try {
      SSLSession session = session(options.tls());
      String text = session.getProtocol() + ", " + described(session);
      return options.tls().insecure() ? Finding.warning(text + ", not checked") : Finding.ok(text);
    } catch (IOException refused) {
      String shown = shown();
      throw new Unreachable(
          "cannot reach "
              + options.server()
              + ": TLS failed: "
              + reason(refused)
              + (shown.isEmpty() ? "" : "; it shows " + shown),
          Details.causedBy(refused).withHint("check --cacert, --cert and the address"));
    }
  }

  /** What it shows to somebody who trusts everybody; empty where it speaks no TLS at all. */
  private String shown() {
    TlsOptions trusting =
        new TlsOptions(
            options.tls().cacert(),
            options.tls().cert(),
            options.tls().key(),
            options.tls().passphraseFile(),
            true);
    try {
      return described(session(trusting));
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

  private static String described(SSLSession session) throws SSLPeerUnverifiedException {
    List<String> chain = new ArrayList<>();
    String own = "";
    for (Certificate certificate : session.getPeerCertificates()) {
      if (certificate instanceof X509Certificate x509) {
        own = own.isEmpty() ? names(x509) + ", valid " + validity(x509) : own;
        chain.add(x509.getSubjectX500Principal().getName());
        if (chain.size() == session.getPeerCertificates().length) {
          chain.add(x509.getIssuerX500Principal().getName());
        }
      }
    }
    int size = chain.size();
    if (size > 1 && chain.get(size - 1).equals(chain.get(size - 2))) {
      chain.removeLast();
    }
    return "a certificate " + own + ", " + String.join(" from ", chain);
  }

  private static String names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        alternatives.forEach(name -> names.add(String.valueOf(name.getLast())));
      }
    } catch (CertificateParsingException odd) {
      names.clear();
    }
    return names.isEmpty() ? "for no name" : "for " + String.join(", ", names);
  }

  private static String validity(X509Certificate certificate) {
    return "from "
        + certificate.getNotBefore().toInstant().truncatedTo(ChronoUnit.SECONDS)
        + " to "
        + certificate.getNotAfter().toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The innermost reason; those around it say that a handshake failed, which is known. */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = String.valueOf(innermost.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
