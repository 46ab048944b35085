package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database in libpq's URL form, {@code
 * postgresql://user:password@host:port,host:port/database?parameter=value}, completed by libpq's
 * environment variables.
 *
 * @param hosts the hosts and their ports, at least one
 * @param database the name of the database; null for the user's own
 * @param user the user; null for that of this process
 * @param password the password; null if the URL has none
 * @param schema the schema of NoETL's tables; null if the URL has none
 * @param values all parameters, checked
 * @param tls the TLS settings
 */
public record PostgresUrl(
    List<PostgresHost> hosts,
    @Nullable String database,
    @Nullable String user,
    @Nullable String password,
    @Nullable String schema,
    LibpqValues values,
    PostgresTlsSettings tls) {

  /**
   * Reads a URL.
   *
   * @param variables the environment variables, of which libpq's are read
   * @throws RuntimeApiException.InvalidRequest when it is invalid or has an unknown parameter; the
   *     error does not repeat the password
   */
  public static PostgresUrl of(String url, Map<String, String> variables) {
    PostgresUrlParts parts = PostgresUrlParts.of(url);
    LibpqValues values = new LibpqValues(parts.values(), variables);
    return new PostgresUrl(
        PostgresHost.of(values),
        values.get(LibpqParameter.DBNAME),
        values.get(LibpqParameter.USER),
        parts.values().get(LibpqParameter.PASSWORD),
        parts.schema(),
        values,
        PostgresTlsSettings.of(values, home(variables)));
  }

  private static Path home(Map<String, String> variables) {
    String home = variables.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home", "/"));
  }

  public PostgresUrl withPassword(String newPassword) {
    return new PostgresUrl(hosts, database, user, newPassword, schema, values, tls);
  }

  /** The password file that the URL names, or null. */
  public @Nullable Path passwordFile() {
    String file = values.get(LibpqParameter.PASSFILE);
    return file == null ? null : Path.of(file);
  }

  /** A description of the database without secrets. */
  public String description() {
    return "postgresql://"
        + (user == null ? "" : user + "@")
        + hosts.stream().map(PostgresHost::text).collect(Collectors.joining(","))
        + (database == null ? "" : "/" + database);
  }

  /** The URL for the driver. */
  String jdbcUrl() {
    return "jdbc:postgresql://"
        + hosts.stream().map(PostgresHost::target).collect(Collectors.joining(","))
        + "/"
        + (database == null ? "" : URLEncoder.encode(database, StandardCharsets.UTF_8));
  }
}
