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
 * Layers TLS over the socket of a connection to PostgreSQL, with libpq's rules of trust. The driver
 * instantiates it by class name.
 */
public final class PostgresTlsSocketFactory extends SSLSocketFactory {

  private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private final Properties properties;
  private final PostgresTlsSettings tls;
  private final SSLSocketFactory factory;

  /**
   * A factory for the driver; reads the files.
   *
   * @throws RuntimeApiException.InvalidRequest when a file has invalid content
   * @throws RuntimeApiException.NotAllowed when other users may read the key
   */
  public PostgresTlsSocketFactory(Properties properties) {
    this(properties, PostgresTlsSettings.from(properties));
  }

  /** A factory for a connection without the driver. */
  PostgresTlsSocketFactory(Properties properties, PostgresTlsSettings tls) {
    this.properties = properties;
    this.tls = tls;
    this.factory = context(tls).getSocketFactory();
  }

  /** Checks the files; they are read again for each connection, and may be renewed meanwhile. */
  public static void check(PostgresTlsSettings tls) {
    context(tls);
  }

  private static SSLContext context(PostgresTlsSettings tls) {
    TlsContextBuilder builder = new TlsContextBuilder();
    if (tls.check() == PostgresTlsSettings.Check.NONE) {
      builder.trustAll();
    } else if (tls.authorities() != null) {
      Path authorities = tls.authorities();
      of("sslrootcert", () -> builder.trust(authorities));
    }
    if (tls.certificate() != null) {
      addIdentity(builder, tls, tls.certificate(), Objects.requireNonNull(tls.key()));
    }
    return builder.build();
  }

  /** The property with the host name of an address. */
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

  // The driver does not use the following methods, which would bypass the checks.

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
