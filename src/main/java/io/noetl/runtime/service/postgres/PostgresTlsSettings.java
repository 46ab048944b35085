package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What libpq's parameters ask of TLS, with its files where they are usually kept.
 *
 * @param mode libpq's {@code sslmode}
 * @param check how the server's certificate is checked
 * @param authorities the file of those who may vouch for it; null for those that Java trusts
 * @param certificate the file of our own certificate; null for none
 * @param key the file of its key; null for none
 * @param password the passphrase of the key; null for none
 * @param oldest the oldest version of TLS; null for whatever Java allows
 * @param newest the newest
 * @param names whether the server is told which host we mean
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
    /** Somebody trusted vouches for it. */
    AUTHORITY,
    /** And it is made out for the host. */
    HOST
  }

  /**
   * Reads the parameters; looks which files there are, and opens none.
   *
   * @param home the user's home directory, below which libpq has its files
   * @throws RuntimeApiException.InvalidRequest when a file is missing without which there is no
   *     trust or no key
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
          "system needs sslmode=verify-full, for anybody can get those");
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

  /** The same by somebody who takes any certificate, to see what is shown. */
  PostgresTlsSettings trusting() {
    return new PostgresTlsSettings(
        mode, Check.NONE, null, certificate, key, password, oldest, newest, names);
  }

  /** Whether the server is asked for TLS at all. */
  boolean isWanted() {
    return !mode.equals("disable");
  }

  /** Whether the connection may go on without it. */
  boolean isRequired() {
    return !mode.equals("prefer") && !mode.equals("allow") && isWanted();
  }

  /** Whether there are files that may be wrong. */
  public boolean hasFiles() {
    return isWanted() && (authorities != null || certificate != null);
  }

  /** The driver's own checks are replaced by those of the sockets, which it makes by their name. */
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

  /** What was added; the driver hands nothing but text over. */
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
      // As in libpq: with authorities at hand nobody means to trust everybody.
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
