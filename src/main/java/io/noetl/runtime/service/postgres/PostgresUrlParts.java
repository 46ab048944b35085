package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.text.PercentEncoding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a URL in libpq's form; a parameter of its query overrides what precedes the query,
 * as in libpq.
 *
 * <p>Passwords are often pasted unescaped. A URL that libpq can parse is parsed alike; an at sign,
 * a slash or a question mark that libpq would reject is taken as a part of the password.
 *
 * @param values the parameters, not yet checked
 * @param schema the schema of NoETL's tables; null if the URL has none
 */
record PostgresUrlParts(Map<LibpqParameter, String> values, @Nullable String schema) {

  private static final String EXAMPLE = "URL should look like postgresql://user@host:5432/database";

  /**
   * Parses a URL.
   *
   * @throws RuntimeApiException.InvalidRequest when it is invalid or has an unknown parameter; the
   *     error does not repeat the password
   */
  static PostgresUrlParts of(String url) {
    String rest = url.substring(url.indexOf("://") + "://".length());
    int at = endOfLogin(rest);
    String login = at < 0 ? "" : rest.substring(0, at);
    String target = rest.substring(at + 1);
    int question = target.indexOf('?');
    String place = question < 0 ? target : target.substring(0, question);
    int slash = place.indexOf('/');
    if (slash >= 0 && place.indexOf('@', slash) >= 0) {
      // Ambiguous: part of a password or of the database name.
      throw invalid(EXAMPLE);
    }
    Map<LibpqParameter, String> values = new EnumMap<>(LibpqParameter.class);
    int colon = login.indexOf(':');
    put(values, LibpqParameter.USER, decode(colon < 0 ? login : login.substring(0, colon)));
    if (colon >= 0) {
      values.put(LibpqParameter.PASSWORD, decode(login.substring(colon + 1)));
    }
    hosts(slash < 0 ? place : place.substring(0, slash), values);
    put(values, LibpqParameter.DBNAME, slash < 0 ? "" : decode(place.substring(slash + 1)));
    return new PostgresUrlParts(
        values, question < 0 ? null : query(target.substring(question + 1), values));
  }

  static RuntimeApiException.InvalidRequest invalid(String message) {
    return new RuntimeApiException.InvalidRequest(new FieldError("url", "database", message));
  }

  private static int endOfLogin(String rest) {
    int at = rest.indexOf('@');
    int slash = rest.indexOf('/');
    if (at < 0) {
      return -1;
    }
    int question = rest.indexOf('?', at);
    int end = question < 0 ? rest.length() : question;
    if (slash < 0 || at < slash) {
      int path = rest.indexOf('/', at);
      int last = rest.lastIndexOf('@', path < 0 ? end : Math.min(path, end));
      refuseParameters(rest.substring(0, last));
      return last;
    }
    // If no port follows the colon, a password with a slash does.
    String before = rest.substring(0, slash);
    int colon = before.indexOf(':');
    boolean isPassword =
        colon > 0 && before.indexOf('?') < 0 && port(before.substring(colon + 1)) == null;
    return isPassword && !before.startsWith("[") ? rest.lastIndexOf('@', end) : -1;
  }

  /** Refuses an at sign in the query of a URL without a path: all before it would be the login. */
  private static void refuseParameters(String login) {
    int question = login.indexOf('?');
    int equals = login.indexOf('=', question + 1);
    if (question >= 0 && equals >= 0 && isKnown(login.substring(question + 1, equals))) {
      throw invalid("URL has an at sign in a parameter; write it as %40");
    }
  }

  private static boolean isKnown(String name) {
    return name.equals("schema") || LibpqParameter.named(name) != null;
  }

  private static void hosts(String places, Map<LibpqParameter, String> values) {
    if (places.isEmpty()) {
      return;
    }
    List<String> hosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    boolean hasPort = false;
    for (String place : places.split(",", -1)) {
      int colon = place.lastIndexOf(':');
      boolean isPort = colon > place.lastIndexOf(']');
      String host = isPort ? place.substring(0, colon) : place;
      String port = isPort ? port(place.substring(colon + 1)) : "";
      if (port == null || !isHost(host)) {
        throw invalid(EXAMPLE);
      }
      hasPort |= isPort;
      hosts.add(decode(host));
      ports.add(port);
    }
    values.put(LibpqParameter.HOST, String.join(",", hosts));
    if (hasPort) {
      values.put(LibpqParameter.PORT, String.join(",", ports));
    }
  }

  private static boolean isHost(String host) {
    String decoded = decode(host);
    if (decoded.startsWith("[") && decoded.endsWith("]")) {
      String address = decoded.substring(1, decoded.length() - 1);
      return address.indexOf(':') >= 0 && PostgresHost.isHost(address);
    }
    boolean isSocket = decoded.startsWith("/") || decoded.startsWith("@");
    return isSocket || (decoded.indexOf(':') < 0 && PostgresHost.isHost(decoded));
  }

  /** A port as text; null if it is not a port. */
  private static @Nullable String port(String text) {
    return PostgresHost.isPort(text) ? text : null;
  }

  /** Reads the parameters; returns the schema. */
  private static @Nullable String query(String query, Map<LibpqParameter, String> values) {
    String schema = null;
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      LibpqParameter parameter = LibpqParameter.named(name);
      if (name.equals("schema")) {
        schema = value;
      } else if (parameter != null) {
        values.put(parameter, value);
      } else if (name.equals("ssl")) {
        values.put(LibpqParameter.SSLMODE, sslmode(value));
      } else if (!pair.isEmpty()) {
        // The password may contain an unescaped question mark.
        throw query.contains("@") ? invalid(EXAMPLE) : unknown(name);
      }
    }
    return schema;
  }

  /** libpq supports this one parameter of JDBC. */
  private static String sslmode(String value) {
    if (!value.equals("true")) {
      throw invalid("URL parameter ssl: write sslmode instead");
    }
    return "require";
  }

  private static RuntimeApiException unknown(String name) {
    return new RuntimeApiException.InvalidRequest(
        new FieldError("unknown_parameter", "database", "URL has an unknown parameter " + name));
  }

  private static void put(
      Map<LibpqParameter, String> values, LibpqParameter parameter, String value) {
    if (!value.isEmpty()) {
      values.put(parameter, value);
    }
  }

  private static String decode(String part) {
    try {
      String text = PercentEncoding.decode(part);
      // A NUL would end the text in the protocol; the rest would be read as a parameter.
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (IllegalArgumentException broken) {
      throw invalid("URL has a broken % escape");
    }
    throw invalid("URL has a broken % escape");
  }
}
