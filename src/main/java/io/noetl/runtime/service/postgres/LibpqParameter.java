package io.noetl.runtime.service.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection parameters of libpq, PostgreSQL's client library, with their environment variables
 * and supported values. No parameter is ignored: a value is used, or refused with a reason.
 */
public enum LibpqParameter {
  HOST("host", "PGHOST"),
  HOSTADDR("hostaddr", "PGHOSTADDR"),
  PORT("port", "PGPORT"),
  DBNAME("dbname", "PGDATABASE"),
  USER("user", "PGUSER"),
  // PGPASSWORD and PGPASSFILE are settings of this program.
  PASSWORD("password", null),
  PASSFILE("passfile", null),
  REQUIRE_AUTH("require_auth", "PGREQUIREAUTH"),
  CHANNEL_BINDING("channel_binding", "PGCHANNELBINDING", "disable|prefer|require"),
  CONNECT_TIMEOUT("connect_timeout", "PGCONNECT_TIMEOUT", Text.NUMBER),
  CLIENT_ENCODING("client_encoding", null, "auto|UTF8|utf8|UTF-8|utf-8", "text is always UTF-8"),
  OPTIONS("options", "PGOPTIONS"),
  APPLICATION_NAME("application_name", "PGAPPNAME"),
  FALLBACK_APPLICATION_NAME("fallback_application_name", null),
  KEEPALIVES("keepalives", null, Text.NUMBER),
  KEEPALIVES_IDLE("keepalives_idle", null, Text.NUMBER),
  KEEPALIVES_INTERVAL("keepalives_interval", null, Text.NUMBER),
  KEEPALIVES_COUNT("keepalives_count", null, Text.NUMBER),
  TCP_USER_TIMEOUT("tcp_user_timeout", null, "0", "Java cannot set it; use keepalives_idle"),
  REPLICATION("replication", null, "false|off|no|0", "this program does not replicate"),
  GSSENCMODE("gssencmode", "PGGSSENCMODE", "disable|prefer", Text.NO_GSSAPI),
  SSLMODE("sslmode", "PGSSLMODE", "disable|allow|prefer|require|verify-ca|verify-full"),
  REQUIRESSL("requiressl", null, "", "write sslmode=require instead"),
  SSLNEGOTIATION("sslnegotiation", "PGSSLNEGOTIATION", "postgres|direct"),
  SSLCOMPRESSION("sslcompression", "PGSSLCOMPRESSION", "0", "TLS compression is not supported"),
  SSLCERT("sslcert", "PGSSLCERT"),
  SSLKEY("sslkey", "PGSSLKEY"),
  SSLKEYLOGFILE("sslkeylogfile", null, "", "TLS keys are never written to a file"),
  SSLPASSWORD("sslpassword", null),
  SSLCERTMODE("sslcertmode", "PGSSLCERTMODE", "disable|allow", Text.NOT_ASKED),
  SSLROOTCERT("sslrootcert", "PGSSLROOTCERT"),
  SSLCRL("sslcrl", "PGSSLCRL", "", Text.NO_REVOCATION),
  SSLCRLDIR("sslcrldir", "PGSSLCRLDIR", "", Text.NO_REVOCATION),
  SSLSNI("sslsni", "PGSSLSNI", "0|1"),
  REQUIREPEER("requirepeer", "PGREQUIREPEER", "", Text.NO_SOCKETS),
  SSL_MIN("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", Text.VERSIONS),
  SSL_MAX("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", Text.VERSIONS),
  MIN_PROTOCOL("min_protocol_version", "PGMINPROTOCOLVERSION", "3.0", Text.PROTOCOL),
  MAX_PROTOCOL("max_protocol_version", "PGMAXPROTOCOLVERSION", "3.0|3.2|latest", Text.PROTOCOL),
  KRBSRVNAME("krbsrvname", "PGKRBSRVNAME", "", Text.NO_GSSAPI),
  GSSLIB("gsslib", "PGGSSLIB", "", Text.NO_GSSAPI),
  GSSDELEGATION("gssdelegation", "PGGSSDELEGATION", "0", Text.NO_GSSAPI),
  SCRAM_CLIENT_KEY("scram_client_key", null, "", "give the password instead"),
  SCRAM_SERVER_KEY("scram_server_key", null, "", "give the password instead"),
  OAUTH_ISSUER("oauth_issuer", null, "", Text.NO_OAUTH),
  OAUTH_CLIENT_ID("oauth_client_id", null, "", Text.NO_OAUTH),
  OAUTH_CLIENT_SECRET("oauth_client_secret", null, "", Text.NO_OAUTH),
  OAUTH_SCOPE("oauth_scope", null, "", Text.NO_OAUTH),
  SERVICE("service", "PGSERVICE", "", "service files are not read; name the host and the rest"),
  SERVICEFILE("servicefile", null, "", "service files are not read; name the host and the rest"),
  TARGET_SESSION_ATTRS(
      "target_session_attrs",
      "PGTARGETSESSIONATTRS",
      "any|read-write|read-only|primary|standby|prefer-standby"),
  LOAD_BALANCE_HOSTS("load_balance_hosts", "PGLOADBALANCEHOSTS", "disable|random");

  private static final List<String> LOGIN_METHODS =
      List.of("password", "md5", "gss", "sspi", "scram-sha-256", "none");

  private final String word;
  private final @Nullable String variable;
  private final @Nullable String values;
  private final @Nullable String reason;

  LibpqParameter(String word, @Nullable String variable) {
    this(word, variable, null, null);
  }

  LibpqParameter(String word, @Nullable String variable, String values) {
    this(word, variable, values, null);
  }

  /**
   * One parameter.
   *
   * @param values the supported values, separated by bars; null for any text
   * @param reason why other values are refused; null if libpq does not support them either
   */
  LibpqParameter(
      String word, @Nullable String variable, @Nullable String values, @Nullable String reason) {
    this.word = word;
    this.variable = variable;
    this.values = values;
    this.reason = reason;
  }

  /** The name in a URL. */
  public String word() {
    return word;
  }

  /** The environment variable that applies if the URL has no value; null if there is none. */
  @Nullable String variable() {
    return variable;
  }

  /** Whether a value is supported. */
  boolean allows(String value) {
    if (this == REQUIRE_AUTH) {
      return value.isEmpty() || areLoginMethods(value);
    }
    if (isNumber()) {
      return isNumber(value);
    }
    return values == null
        || (value.indexOf('|') < 0 && ("|" + values + "|").contains("|" + value + "|"));
  }

  /** Why other values are refused; null if libpq does not support them either. */
  @Nullable String reason() {
    return reason;
  }

  /** A description of the supported values. */
  String possible() {
    if (this == REQUIRE_AUTH) {
      return String.join(", ", LOGIN_METHODS) + ", or several with commas between them";
    }
    return isNumber() || values == null
        ? "a whole number of at most six digits"
        : values.replace("|", ", ");
  }

  static @Nullable LibpqParameter named(String word) {
    for (LibpqParameter parameter : LibpqParameter.values()) {
      if (parameter.word.equals(word)) {
        return parameter;
      }
    }
    return null;
  }

  /** Methods separated by commas; either all or none are negated. */
  private static boolean areLoginMethods(String value) {
    String[] methods = value.split(",", -1);
    boolean excludes = value.startsWith("!");
    for (String method : methods) {
      String name = excludes && method.startsWith("!") ? method.substring(1) : method;
      if (method.startsWith("!") != excludes || !LOGIN_METHODS.contains(name)) {
        return false;
      }
    }
    return true;
  }

  private boolean isNumber() {
    return Text.NUMBER.equals(values);
  }

  private static boolean isNumber(String value) {
    return !value.isEmpty()
        && value.length() <= 6
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Texts of several parameters. */
  private static final class Text {
    static final String NUMBER = "number";
    static final String NO_GSSAPI = "logins and encryption with GSSAPI are not supported";
    static final String NO_OAUTH = "logins with OAuth are not supported";
    static final String NO_REVOCATION = "lists of revoked certificates are not read";
    static final String NO_SOCKETS =
        "Unix sockets are not supported; name a host such as localhost";
    static final String VERSIONS = "TLSv1|TLSv1.1|TLSv1.2|TLSv1.3";
    static final String NOT_ASKED = "whether the server asks for a certificate is not checked";
    static final String PROTOCOL = "only version 3.0 of PostgreSQL's protocol is supported";

    private Text() {}
  }
}
