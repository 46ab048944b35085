package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.tls.Passphrase;
import io.noetl.runtime.tls.PemFile;
import io.noetl.runtime.tls.TlsContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The TLS of a connection to PostgreSQL, with libpq's rules of whom to trust. The driver makes it,
 * by its name, and puts it over a socket that is connected already.
 */
public final class PostgresTlsSocketFactory extends SSLSocketFactory {

  private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private final Properties properties;
  private final PostgresTlsSettings tls;
  private final SSLSocketFactory factory;

  /**
   * Reads the files.
   *
   * @throws RuntimeApiException.InvalidRequest when one of them does not hold what it should
   * @throws RuntimeApiException.NotAllowed when others may read the key
   */
  public PostgresTlsSocketFactory(Properties properties) {
    this(properties, PostgresTlsSettings.from(properties));
  }

  /** Those of a connection that the driver does not make. */
  PostgresTlsSocketFactory(Properties properties, PostgresTlsSettings tls) {
    this.properties = properties;
    this.tls = tls;
    this.factory = context(tls).getSocketFactory();
  }

  /** Reads the files and forgets them; they may be renewed before a connection is made. */
  public static void check(PostgresTlsSettings tls) {
    context(tls);
  }

  private static SSLContext context(PostgresTlsSettings tls) {
    TlsContextBuilder builder = new TlsContextBuilder();
    if (tls.check() == PostgresTlsSettings.Check.NONE) {
      builder.trustAnybody();
    } else if (tls.authorities() != null) {
      Path authorities = tls.authorities();
      of("sslrootcert", () -> builder.trust(authorities));
    }
    if (tls.certificate() != null) {
      addIdentity(builder, tls, tls.certificate(), Objects.requireNonNull(tls.key()));
    }
    return builder.build();
  }

  /** The property that names the host of an address. */
  static String nameOf(String address) {
    return "noetl.name." + address;
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    String name = properties.getProperty(nameOf(host), host);
    SSLSocket socket = (SSLSocket) factory.createSocket(connected, name, port, autoClose);
    SSLParameters parameters = socket.getSSLParameters();
    if (tls.check() == PostgresTlsSettings.Check.HOST) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (!tls.names()) {
      parameters.setServerNames(List.of());
    }
    parameters.setProtocols(versions(parameters.getProtocols()));
    socket.setSSLParameters(parameters);
    return socket;
  }

  private String[] versions(String[] possible) {
    List<String> versions = new ArrayList<>();
    for (String version : possible) {
      int rank = VERSIONS.indexOf(version);
      boolean isOldEnough = tls.newest() == null || rank <= VERSIONS.indexOf(tls.newest());
      boolean isNewEnough = tls.oldest() == null || rank >= VERSIONS.indexOf(tls.oldest());
      if (isOldEnough && isNewEnough) {
        versions.add(version);
      }
    }
    return versions.toArray(String[]::new);
  }

  private static void addIdentity(
      TlsContextBuilder builder, PostgresTlsSettings tls, Path certificate, Path key) {
    of("sslcert", () -> PemFile.read(certificate).certificates());
    of(
        "sslkey",
        () -> {
          PrivateKeyFile.check(key);
          return builder.identity(
              certificate,
              key,
              new Passphrase(
                  tls.password(),
                  null,
                  "sslpassword",
                  "give its passphrase with sslpassword, or decrypt it"));
        });
  }

  /** An error in a file names the parameter that named the file. */
  private static <T> T of(String parameter, Reading<T> reading) {
    try {
      return reading.read();
    } catch (RuntimeApiException.InvalidRequest refused) {
      throw new RuntimeApiException.InvalidRequest(
          parameter + ": " + refused.getMessage(),
          new Details(refused.hint(), null, null, refused));
    } catch (GeneralSecurityException impossible) {
      throw new RuntimeApiException.InvalidRequest(
          parameter + ": " + impossible.getMessage(), Details.causedBy(impossible));
    }
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  // What follows would connect by itself, past the checks; the driver does not ask for it.

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  /** Reads a file. */
  private interface Reading<T> {
    T read() throws GeneralSecurityException;
  }
}
