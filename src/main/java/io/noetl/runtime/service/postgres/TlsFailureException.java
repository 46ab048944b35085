package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.tls.HandshakeEnd;
import io.noetl.runtime.tls.ShownCertificates;
import java.security.cert.CertPathBuilderException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** A connection that failed because of TLS: nothing was sent, and a retry does not help. */
final class TlsFailureException extends SQLException {

  private static final long serialVersionUID = 1L;

  private final String hint;

  private TlsFailureException(String reason, String hint, SQLException cause) {
    super(reason, PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState(), cause);
    this.hint = hint;
  }

  /** A hint for the user. */
  String hint() {
    return hint;
  }

  /** Converts a failure to connect if TLS caused it; returns others unchanged. */
  static SQLException of(SQLException failure, PostgresTlsSettings tls) {
    if (isRejection(failure)) {
      return tls.isRequired()
          ? new TlsFailureException(
              "it does not support TLS, which sslmode=" + tls.mode() + " demands",
              "switch TLS on in the server, or use sslmode=prefer",
              failure)
          : failure;
    }
    Throwable broken = HandshakeEnd.cause(failure, SSLException.class);
    if (broken == null || HandshakeEnd.cause(failure, RuntimeApiException.class) != null) {
      return failure;
    }
    return HandshakeEnd.isCut(failure)
        ? new PSQLException(
            "the TLS handshake broke off: " + ShownCertificates.reason(broken),
            PSQLState.CONNECTION_UNABLE_TO_CONNECT,
            failure)
        : new TlsFailureException(
            "TLS failed: " + ShownCertificates.reason(broken), hint(broken, tls), failure);
  }

  /** Whether the server does not support TLS; the driver's message is localised. */
  private static boolean isRejection(SQLException failure) {
    return PSQLState.CONNECTION_REJECTED.getState().equals(failure.getSQLState())
        && String.valueOf(failure.getMessage()).contains("SSL");
  }

  /** The hint for a failed handshake. */
  static String hint(Throwable broken, PostgresTlsSettings tls) {
    String trust =
        tls.authorities() == null
            ? "name the certificate of its authority with sslrootcert"
            : "check sslrootcert (" + tls.authorities() + ")";
    if (HandshakeEnd.cause(broken, CertPathBuilderException.class) != null) {
      return trust;
    }
    return tls.certificate() == null
        ? "check the host, sslrootcert and sslcert"
        : "check the host, sslrootcert and sslcert (" + tls.certificate() + ")";
  }
}
