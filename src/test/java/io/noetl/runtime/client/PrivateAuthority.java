package io.noetl.runtime.client;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;

/**
 * An unknown authority, with certificates for this host ({@code server}), for another one ({@code
 * elsewhere}), for a client ({@code client}) and one for this host that has expired ({@code
 * expired}), made by the JDK's keytool.
 */
public final class PrivateAuthority {

  public static final PrivateAuthority MADE = make();

  private static final String PASSWORD = "changeit";
  private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";

  private final Path directory;
  private final KeyStore keys;

  private PrivateAuthority(Path directory, KeyStore keys) {
    this.directory = directory;
    this.keys = keys;
  }

  /** A server that shows the certificate of {@code alias}. */
  WireMockConfiguration server(String alias) {
    return WireMockConfiguration.options()
        .httpDisabled(true)
        .dynamicHttpsPort()
        .keystorePath(store(alias).toString())
        .keystoreType("PKCS12")
        .keystorePassword(PASSWORD)
        .keyManagerPassword(PASSWORD);
  }

  /** A server that wants a certificate of this authority from its clients. */
  WireMockConfiguration demandingServer() {
    return server("server")
        .needClientAuth(true)
        .trustStorePath(store("ca").toString())
        .trustStoreType("PKCS12")
        .trustStorePassword(PASSWORD);
  }

  /** The TLS context of a client with the certificate of {@code client}. */
  public SSLContext clientContext() {
    return TlsContext.of(
        new TlsOptions(cacert(), certificate("client"), key("client"), null, false));
  }

  /** The certificate of the authority itself. */
  public Path cacert() {
    return certificate("ca");
  }

  /** The certificate of {@code alias}. */
  public Path certificate(String alias) {
    try {
      return write(alias + ".crt", pem("CERTIFICATE", keys.getCertificate(alias).getEncoded()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The private key of {@code alias}, not encrypted. */
  public Path key(String alias) {
    return write(alias + ".key", pem("PRIVATE KEY", encodedKey(alias)));
  }

  /** The private key of {@code alias}, encrypted as OpenSSL does it by default. */
  public Path encryptedKey(String alias, String passphrase) {
    try {
      Cipher cipher = Cipher.getInstance(SCHEME);
      cipher.init(
          Cipher.ENCRYPT_MODE,
          SecretKeyFactory.getInstance(SCHEME)
              .generateSecret(new PBEKeySpec(passphrase.toCharArray())));
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
      parameters.init(cipher.getParameters().getEncoded());
      byte[] encrypted = cipher.doFinal(encodedKey(alias));
      return write(
          alias + ".encrypted.key",
          pem(
              "ENCRYPTED PRIVATE KEY",
              new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded()));
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A file of this text; it goes with the test run. */
  public Path write(String name, String text) {
    try {
      Path file = Files.writeString(directory.resolve(name), text);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private byte[] encodedKey(String alias) {
    try {
      return keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A key store with one key, or for {@code ca} with the certificate to trust. */
  private Path store(String alias) {
    Path file = directory.resolve(alias + ".p12");
    file.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] password = PASSWORD.toCharArray();
      if (alias.equals("ca")) {
        store.setCertificateEntry(alias, keys.getCertificate(alias));
      } else {
        Certificate[] chain = keys.getCertificateChain(alias);
        store.setKeyEntry(alias, keys.getKey(alias, password), password, chain);
      }
      store.store(out, password);
      return file;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One that {@link #MADE} knows nothing of. */
  public static PrivateAuthority another() {
    return make();
  }

  private static PrivateAuthority make() {
    try {
      Path directory = Files.createTempDirectory("noetl-authority");
      directory.toFile().deleteOnExit();
      Path store = directory.resolve("all.p12");
      store.toFile().deleteOnExit();
      keytool(store, "ca", "-ext", "bc:c");
      keytool(store, "server", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
      keytool(store, "elsewhere", "-signer", "ca", "-ext", "san=dns:elsewhere.example");
      keytool(
          store,
          "expired",
          "-signer",
          "ca",
          "-startdate",
          "-9d",
          "-ext",
          "san=dns:localhost,ip:127.0.0.1");
      keytool(store, "client", "-signer", "ca", "-ext", "eku=clientAuth");
      return new PrivateAuthority(
          directory, KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
    } catch (GeneralSecurityException | IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void keytool(Path store, String alias, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-validity",
                "2"));
    command.addAll(Arrays.asList(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(output);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static String pem(String label, byte[] encoded) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
