package io.noetl.runtime.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What a server shows in a handshake, and why it is refused, in words. */
public final class ShownCertificates {

  private ShownCertificates() {}

  /** The certificate, its names, and its issuers. */
  public static String described(SSLSession session) throws SSLPeerUnverifiedException {
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

  /**
   * The innermost reason; those around it say that a handshake failed, which is known. Java writes
   * the dates of a certificate in the time zone of the process.
   */
  public static String reason(Throwable failure) {
    Throwable innermost = failure;
    X509Certificate judged = null;
    while (innermost.getCause() != null) {
      judged = innermost instanceof CertPathValidatorException path ? judged(path) : judged;
      innermost = innermost.getCause();
    }
    if (innermost instanceof CertificateExpiredException) {
      return "the certificate has expired" + (judged == null ? "" : ", " + dates(judged));
    }
    if (innermost instanceof CertificateNotYetValidException) {
      return "the certificate is not valid yet" + (judged == null ? "" : ", " + dates(judged));
    }
    String message = String.valueOf(innermost.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static String dates(X509Certificate certificate) {
    return "it is valid " + validity(certificate);
  }

  private static @Nullable X509Certificate judged(CertPathValidatorException failure) {
    int index = failure.getIndex();
    return failure.getCertPath() != null
            && index >= 0
            && failure.getCertPath().getCertificates().get(index) instanceof X509Certificate x509
        ? x509
        : null;
  }
}
