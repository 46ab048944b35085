package io.noetl.runtime.service;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database in libpq's URL form, {@code
 * postgresql://user:password@host:port,host:port/database?parameter=value}.
 *
 * @param hosts hosts and ports as they were written, several separated by commas
 * @param database the name of the database; null for the user's own
 * @param user null for the user of this process
 * @param password null where the URL holds none
 * @param schema the schema of NoETL's tables; null where the URL names none
 * @param parameters the other parameters, in the driver's names
 */
record PostgresUrl(
    String hosts,
    @Nullable String database,
    @Nullable String user,
    @Nullable String password,
    @Nullable String schema,
    Map<String, String> parameters) {

  private static final String EXAMPLE = "URL should look like postgresql://user@host:5432/database";

  /** libpq's names on the left, the driver's on the right. */
  private static final Map<String, String> NAMES =
      Map.of(
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "application_name", "ApplicationName",
          "connect_timeout", "connectTimeout",
          "options", "options",
          "target_session_attrs", "targetServerType",
          "load_balance_hosts", "loadBalanceHosts");

  /** What a parameter may be where the driver takes the same values as libpq, or nearly so. */
  private static final Map<String, Pattern> VALUES =
      Map.of(
          "sslmode", Pattern.compile("disable|allow|prefer|require|verify-ca|verify-full"),
          "connect_timeout", Pattern.compile("\\d{1,6}"),
          "target_session_attrs", Pattern.compile("any|primary"),
          "load_balance_hosts", Pattern.compile("(?!)"));

  private static final Pattern ANYTHING = Pattern.compile("(?s).*");

  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Za-z:.%]+]|[^\\p{Cntrl}\\s:\\[\\]@%]+)(:(?<port>.*))?");

  static boolean isOne(String url) {
    return url.startsWith("postgresql://") || url.startsWith("postgres://");
  }

  /**
   * Reads a URL.
   *
   * @throws RuntimeApiException.InvalidRequest when it is not one, or has a parameter that nobody
   *     knows; the error does not repeat the password
   */
  static PostgresUrl of(String url) {
    String rest = url.substring(url.indexOf("://") + "://".length());
    int question = rest.indexOf('?', endOfLogin(rest));
    String query = question < 0 ? "" : rest.substring(question + 1);
    String place = question < 0 ? rest : rest.substring(0, question);
    int at = place.lastIndexOf('@');
    String login = at < 0 ? "" : place.substring(0, at);
    String target = place.substring(at + 1);
    int slash = target.indexOf('/');
    int colon = login.indexOf(':');
    Map<String, String> parameters = parameters(query);
    String schema = parameters.remove("schema");
    return new PostgresUrl(
        hosts(slash < 0 ? target : target.substring(0, slash)),
        slash < 0 ? null : presentOrNull(decode(target.substring(slash + 1))),
        presentOrNull(decode(colon < 0 ? login : login.substring(0, colon))),
        colon < 0 ? null : decode(login.substring(colon + 1)),
        schema,
        parameters);
  }

  /** As libpq, which lets a login hold a question mark where an at sign ends it. */
  private static int endOfLogin(String rest) {
    int at = rest.indexOf('@');
    int slash = rest.indexOf('/');
    return slash < 0 || at < slash ? Math.max(at, 0) : 0;
  }

  PostgresUrl withPassword(String newPassword) {
    return new PostgresUrl(hosts, database, user, newPassword, schema, parameters);
  }

  /** The database in words, without secrets. */
  String description() {
    return "postgresql://"
        + (user == null ? "" : user + "@")
        + hosts
        + (database == null ? "" : "/" + database);
  }

  int hostCount() {
    return hosts.split(",", -1).length;
  }

  /** What the driver wants to be called with. */
  String jdbcUrl() {
    return "jdbc:postgresql://"
        + hosts
        + "/"
        + (database == null ? "" : URLEncoder.encode(database, StandardCharsets.UTF_8));
  }

  /** The driver's properties, parameters included. */
  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(parameters);
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  private static String hosts(String hosts) {
    if (hosts.isEmpty()) {
      return "localhost";
    }
    for (String host : hosts.split(",", -1)) {
      Matcher parts = HOST.matcher(host);
      if (!parts.matches() || (parts.group("port") != null && !isPort(parts.group("port")))) {
        throw invalid(EXAMPLE);
      }
    }
    return hosts;
  }

  private static boolean isPort(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port < 65_536;
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (name.equals("schema")) {
        parameters.put(name, value);
      } else if (NAMES.containsKey(name)) {
        parameters.put(NAMES.getOrDefault(name, name), translated(name, value));
      } else {
        // An at sign so late may end a password with an unescaped question mark in it.
        throw invalid(query.contains("@") ? EXAMPLE : "URL has an unknown parameter " + name);
      }
    }
    return parameters;
  }

  private static String translated(String name, String value) {
    return switch (name + "=" + value) {
      case "target_session_attrs=read-write" -> "primary";
      case "target_session_attrs=read-only", "target_session_attrs=standby" -> "secondary";
      case "target_session_attrs=prefer-standby" -> "preferSecondary";
      case "load_balance_hosts=disable" -> "false";
      case "load_balance_hosts=random" -> "true";
      default -> {
        if (!VALUES.getOrDefault(name, ANYTHING).matcher(value).matches()) {
          throw invalid("URL has an unknown " + name + " " + value);
        }
        yield value;
      }
    };
  }

  private static String decode(String part) {
    try {
      // A plus is a plus here, unlike in a form.
      String text = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
      // A zero would end the text on the wire, and what follows would count as a parameter.
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (IllegalArgumentException broken) {
      throw invalid("URL has a broken % escape");
    }
    throw invalid("URL has a broken % escape");
  }

  private static @Nullable String presentOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static RuntimeApiException invalid(String message) {
    return new RuntimeApiException.InvalidRequest(new FieldError("url", "database", message, null));
  }
}
