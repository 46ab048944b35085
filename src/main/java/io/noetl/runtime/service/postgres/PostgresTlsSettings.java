package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The TLS settings of libpq's parameters, with files in their default locations.
 *
 * @param mode libpq's {@code sslmode}
 * @param check how the server's certificate is checked
 * @param authorities the file of trusted authorities; null for those of Java
 * @param certificate the file of the client certificate; null for none
 * @param key the file of its key; null for none
 * @param password the passphrase of the key; null for none
 * @param oldest the lowest version of TLS; null for the default of Java
 * @param newest the highest version of TLS; null for the default of Java
 * @param names whether to send the host name (SNI)
 */
public record PostgresTlsSettings(
    String mode,
    Check check,
    @Nullable Path authorities,
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable String password,
    @Nullable String oldest,
    @Nullable String newest,
    boolean names) {

  private static final String PREFIX = "noetl.tls.";

  /** How the server's certificate is checked. */
  enum Check {
    /** Not at all. */
    NONE,
    /** It is issued by a trusted authority. */
    AUTHORITY,
    /** In addition, it is issued for the host. */
    HOST
  }

  /**
   * Reads the parameters and checks which files exist, without opening them.
   *
   * @param home the user's home directory, where libpq has its files
   * @throws RuntimeApiException.InvalidRequest when a file of authorities or a key is missing
   */
  static PostgresTlsSettings of(LibpqValues values, Path home) {
    Path folder = home.resolve(".postgresql");
    Path named = path(values.get(LibpqParameter.SSLROOTCERT));
    Path usual = existing(folder.resolve("root.crt"));
    boolean bySystem = named != null && named.toString().equals("system");
    String asked = values.get(LibpqParameter.SSLMODE);
    String mode = asked == null ? (bySystem ? "verify-full" : "prefer") : asked;
    if (bySystem && !mode.equals("verify-full")) {
      throw values.refused(
          LibpqParameter.SSLROOTCERT,
          "system requires sslmode=verify-full, because anybody can get such a certificate");
    }
    Check check = check(mode, named != null, usual != null);
    Path authorities = named == null ? usual : named;
    if (check != Check.NONE && authorities == null) {
      throw new RuntimeApiException.InvalidRequest(
          "sslmode="
              + mode
              + " needs a file of trusted certificates, and there is no "
              + folder.resolve("root.crt"),
          Details.NONE.withHint("name it with sslrootcert (PGSSLROOTCERT); system is Java's own"));
    }
    Path certificate = certificate(values, folder);
    return new PostgresTlsSettings(
        mode,
        check,
        check == Check.NONE || bySystem ? null : authorities,
        certificate,
        certificate == null ? null : key(values, certificate, folder),
        values.get(LibpqParameter.SSLPASSWORD),
        values.get(LibpqParameter.SSL_MIN),
        values.get(LibpqParameter.SSL_MAX),
        !"0".equals(values.get(LibpqParameter.SSLSNI)));
  }

  /** The same settings without verification, to look at the certificates. */
  PostgresTlsSettings trusting() {
    return new PostgresTlsSettings(
        mode, Check.NONE, null, certificate, key, password, oldest, newest, names);
  }

  /** Whether to request TLS. */
  boolean isWanted() {
    return !mode.equals("disable");
  }

  /** Whether the connection requires TLS. */
  boolean isRequired() {
    return !mode.equals("prefer") && !mode.equals("allow") && isWanted();
  }

  /** Whether there are files to check. */
  public boolean hasFiles() {
    return isWanted() && (authorities != null || certificate != null);
  }

  /** Adds the settings to the driver's properties; our socket factory replaces its own checks. */
  void addTo(Properties properties) {
    properties.setProperty("sslmode", isRequired() ? "require" : mode);
    if (isWanted()) {
      properties.setProperty("sslfactory", PostgresTlsSocketFactory.class.getName());
      put(properties, "mode", mode);
      put(properties, "check", check.name());
      put(properties, "authorities", authorities);
      put(properties, "certificate", certificate);
      put(properties, "key", key);
      put(properties, "password", password);
      put(properties, "oldest", oldest);
      put(properties, "newest", newest);
      put(properties, "names", names);
    }
  }

  /** Reads the settings back: the driver passes only text to the socket factory. */
  static PostgresTlsSettings from(Properties properties) {
    return new PostgresTlsSettings(
        String.valueOf(get(properties, "mode")),
        Check.valueOf(String.valueOf(get(properties, "check"))),
        path(get(properties, "authorities")),
        path(get(properties, "certificate")),
        path(get(properties, "key")),
        get(properties, "password"),
        get(properties, "oldest"),
        get(properties, "newest"),
        Boolean.parseBoolean(get(properties, "names")));
  }

  private static void put(Properties properties, String name, @Nullable Object value) {
    if (value != null) {
      properties.setProperty(PREFIX + name, value.toString());
    }
  }

  private static @Nullable String get(Properties properties, String name) {
    return properties.getProperty(PREFIX + name);
  }

  private static Check check(String mode, boolean isNamed, boolean isThere) {
    return switch (mode) {
      case "disable" -> Check.NONE;
      case "verify-full" -> Check.HOST;
      case "verify-ca" -> Check.AUTHORITY;
      // As in libpq: the certificate is verified if there are authorities.
      case "require" -> isNamed || isThere ? Check.AUTHORITY : Check.NONE;
      default -> isNamed ? Check.AUTHORITY : Check.NONE;
    };
  }

  private static @Nullable Path certificate(LibpqValues values, Path folder) {
    if ("disable".equals(values.get(LibpqParameter.SSLCERTMODE))) {
      return null;
    }
    Path named = path(values.get(LibpqParameter.SSLCERT));
    return named == null ? existing(folder.resolve("postgresql.crt")) : named;
  }

  private static Path key(LibpqValues values, Path certificate, Path folder) {
    Path named = path(values.get(LibpqParameter.SSLKEY));
    Path usual = named == null ? existing(folder.resolve("postgresql.key")) : named;
    if (usual == null) {
      throw new RuntimeApiException.InvalidRequest(
          "there is a certificate, "
              + certificate
              + ", but no key "
              + folder.resolve("postgresql.key"),
          Details.NONE.withHint("name it with sslkey (PGSSLKEY)"));
    }
    return usual;
  }

  private static @Nullable Path path(@Nullable String text) {
    return text == null ? null : Path.of(text);
  }

  private static @Nullable Path existing(Path file) {
    return Files.exists(file) ? file : null;
  }
}
