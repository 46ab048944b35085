package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.diagnosis.Finding;
import io.noetl.runtime.tls.HandshakeEnd;
import io.noetl.runtime.tls.ShownCertificates;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Checks the TLS handshake with a PostgreSQL server: its certificates, and whether they are
 * trusted.
 */
public final class PostgresTlsCheck {

  private static final int PORT = 5432;

  /** The SSLRequest message: its length and its code. */
  private static final int[] REQUEST = {8, 80_877_103};

  private final PostgresUrl url;
  private final int millis;

  public PostgresTlsCheck(PostgresUrl url, Duration timeout) {
    this.url = url;
    this.millis = (int) Math.max(1, timeout.toMillis() / url.hosts().size());
  }

  /** Checks the servers, of which one has to succeed. */
  public Finding handshake() {
    if (!url.tls().isWanted()) {
      return Finding.skipped("sslmode=disable asks for none");
    }
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    IOException last = null;
    for (PostgresHost place : url.hosts()) {
      String prefix = url.hosts().size() == 1 ? "" : place.text() + ": ";
      try {
        SSLSession session = session(place, url.tls());
        good.add(prefix + (session == null ? open() : described(session)));
      } catch (IOException failure) {
        last = failure;
        bad.add(prefix + problem(place, failure));
      }
    }
    if (last != null && good.isEmpty()) {
      throw refused(String.join(", ", bad), last);
    }
    String text =
        String.join(", ", good) + (bad.isEmpty() ? "" : ", but " + String.join(", ", bad));
    boolean isDoubtful = !bad.isEmpty() || (isUnchecked() && url.tls().isRequired());
    return isDoubtful ? Finding.warning(text) : Finding.ok(text);
  }

  private String open() {
    return "the server has no TLS, and sslmode=" + url.tls().mode() + " goes on without it";
  }

  private String described(SSLSession session) throws IOException {
    String text = session.getProtocol() + ", " + ShownCertificates.described(session);
    return isUnchecked() ? text + ", not checked (sslmode=" + url.tls().mode() + ")" : text;
  }

  private boolean isUnchecked() {
    return url.tls().check() == PostgresTlsSettings.Check.NONE;
  }

  private String problem(PostgresHost place, IOException failure) {
    if (!(failure instanceof SSLException)) {
      return String.valueOf(failure.getMessage());
    }
    String why = "TLS failed: " + ShownCertificates.reason(failure);
    try {
      SSLSession shown = session(place, url.tls().trusting());
      return shown == null ? why : why + "; it shows " + ShownCertificates.described(shown);
    } catch (IOException noTls) {
      return why;
    }
  }

  private RuntimeApiException refused(String problem, IOException cause) {
    if (cause instanceof SocketTimeoutException) {
      return new RuntimeApiException.TimedOut(
          url.description() + " did not answer in time", Details.causedBy(cause));
    }
    String message = "cannot reach " + url.description() + ": " + problem;
    Details details = Details.causedBy(cause).withHint(TlsFailureException.hint(cause, url.tls()));
    return cause instanceof SSLException && !HandshakeEnd.isCut(cause)
        ? new RuntimeApiException.Untrusted(message, details)
        : new RuntimeApiException.Unreachable(message, details);
  }

  /** The session; null if the server does not support TLS and it is optional. */
  private @Nullable SSLSession session(PostgresHost place, PostgresTlsSettings tls)
      throws IOException {
    String host = place.address() == null ? place.name() : place.address();
    int port = place.port() == null ? PORT : Integer.parseInt(place.port());
    Properties names = new Properties();
    names.setProperty(PostgresTlsSocketFactory.nameOf(host), place.name());
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), millis);
      plain.setSoTimeout(millis);
      boolean isDirect = "direct".equals(url.values().get(LibpqParameter.SSLNEGOTIATION));
      if (!isDirect && !isOffered(plain, tls)) {
        return null;
      }
      try (SSLSocket socket =
          (SSLSocket)
              new PostgresTlsSocketFactory(names, tls).createSocket(plain, host, port, true)) {
        if (isDirect) {
          SSLParameters parameters = socket.getSSLParameters();
          parameters.setApplicationProtocols(new String[] {"postgresql"});
          socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket.getSession();
      }
    }
  }

  private static boolean isOffered(Socket plain, PostgresTlsSettings tls) throws IOException {
    DataOutputStream out = new DataOutputStream(plain.getOutputStream());
    out.writeInt(REQUEST[0]);
    out.writeInt(REQUEST[1]);
    out.flush();
    int answer = plain.getInputStream().read();
    if (answer < 0) {
      throw new EOFException("the server ended the connection when it was asked for TLS");
    }
    if (answer != 'S' && tls.isRequired()) {
      throw new SSLException(
          "the server does not support TLS, which sslmode=" + tls.mode() + " demands");
    }
    return answer == 'S';
  }
}
