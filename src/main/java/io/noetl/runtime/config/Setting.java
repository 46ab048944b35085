package io.noetl.runtime.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything that can be set: one row a setting, with each place that may hold its value. */
public enum Setting {
  CONTEXT(Kind.TEXT, "context", null, "the context to use"),
  SERVER(
      Kind.URL, "server", "NOETL_SERVER_URL", "http://localhost:8083", "URL of the NoETL server"),
  DIRECT(Kind.SWITCH, "direct", "false", "use a database instead of a server"),
  DATABASE(Kind.URL, "database", null, "the database of direct mode"),
  TOKEN("NOETL_API_TOKEN", Kind.SECRET, "bearer token"),
  SESSION_TOKEN(
      "NOETL_SESSION_TOKEN", Kind.SECRET, "bearer token of a gateway, if no other token is set"),
  TOKEN_FILE(Kind.PATH, "token-file", null, "file that holds the bearer token"),
  HEADER(Kind.HEADERS, "header", null, "extra headers of every request"),
  CACERT(Kind.PATH, "cacert", null, "CA certificates for verifying the server"),
  CERT(Kind.PATH, "cert", null, "client certificate"),
  KEY(Kind.PATH, "key", null, "private key of the client certificate"),
  KEY_PASSPHRASE_FILE(
      Kind.PATH, "key-passphrase-file", null, "file that holds the passphrase of the private key"),
  INSECURE(Kind.SWITCH, "insecure", "false", "skip TLS certificate verification"),
  TIMEOUT(Kind.DURATION, "timeout", "5s", "time limit per request"),
  RETRIES(Kind.COUNT, "retries", "2", "retries after a transient failure"),
  DEADLINE(
      Kind.DURATION,
      "deadline",
      "30s",
      "time limit for the whole command; by default for each request"),
  OUTPUT(Kind.TEXT, "output", "table", "output format"),
  COLOR(Kind.TEXT, "color", "auto", "when to use color"),
  STALE_AFTER(Kind.DURATION, "stale-after", "60s", "heartbeat age at which a component is stale"),
  OFFLINE_AFTER(
      "offline-after",
      null,
      "NOETL_RUNTIME_OFFLINE_SECONDS",
      "60s",
      Kind.DURATION,
      "heartbeat age at which a sweep marks a component offline"),
  COMPATIBILITY(
      Kind.RULES, "compatibility", null, "rules on which versions of components fit together"),
  NAME(
      "NOETL_WORKER_POOL_NAME",
      Kind.TEXT,
      "name of the component",
      // A Rust worker registers under its id, and its pool's name is only a label.
      "WORKER_ID",
      "WORKER_POOL_NAME"),
  RUNTIME(Kind.TEXT, "runtime", "NOETL_WORKER_POOL_RUNTIME", null, "runtime of the component"),
  CAPACITY(
      "capacity",
      "--capacity",
      "NOETL_WORKER_CAPACITY",
      null,
      Kind.COUNT,
      "number of jobs the component runs at once",
      "WORKER_MAX_CONCURRENT"),
  LABELS("labels", "--label", "NOETL_WORKER_LABELS", null, Kind.LABELS, "labels of the component"),
  COMPONENT_VERSION(
      Kind.TEXT, "component-version", "NOETL_COMPONENT_VERSION", null, "version of the component"),
  HOSTNAME(Kind.TEXT, "hostname", "HOSTNAME", null, "host name of the component"),
  EVERY(
      "every",
      "--every",
      "NOETL_WORKER_HEARTBEAT_INTERVAL",
      "15s",
      Kind.DURATION,
      "heartbeat interval",
      "WORKER_HEARTBEAT_INTERVAL"),
  DEREGISTER_RETRIES(
      null,
      null,
      "NOETL_DEREGISTER_RETRIES",
      "3",
      Kind.COUNT,
      "retries of the deregistration when run or heartbeat --every ends"),
  DEREGISTER_BACKOFF(
      null,
      null,
      "NOETL_DEREGISTER_BACKOFF",
      "0.5s",
      Kind.DURATION,
      "wait before the first of these retries, doubled for each further one"),
  START_TIMEOUT(
      Kind.DURATION,
      "start-timeout",
      "30s",
      "how long run waits for the registry before starting the program"),
  GRACE(Kind.DURATION, "grace", "10s", "shutdown time of serve and of the program of run"),
  LISTEN(Kind.TEXT, "listen", "127.0.0.1:8083", "listen address of serve"),
  ANSWER_WITHIN(Kind.DURATION, "answer-within", "2s", "time limit of serve for a call"),
  LIST_WITHIN(Kind.DURATION, "list-within", "30s", "time limit of serve for a list"),
  MAX_IN_FLIGHT(
      Kind.COUNT, "max-in-flight", "512", "concurrent changes, lookups and lists of serve, each"),
  LISTS_PER_CLIENT(
      Kind.COUNT,
      "lists-per-client",
      "16",
      "concurrent different lists of serve per token or address"),
  MAX_CONNECTIONS_PER_ADDRESS(
      Kind.COUNT, "max-connections-per-address", "5000", "connections to serve per client address"),
  TOKENS_FILE(Kind.PATH, "tokens-file", null, "file of bearer tokens that serve accepts"),
  ALLOW_ANONYMOUS(
      Kind.SWITCH,
      "allow-anonymous",
      "false",
      "accept remote clients of serve without authentication"),
  ALLOW_HOST(Kind.HOSTS, "allow-host", null, "further Host headers that serve accepts"),
  TLS_CERT(Kind.PATH, "tls-cert", null, "TLS certificate of serve"),
  TLS_KEY(Kind.PATH, "tls-key", null, "TLS private key of serve"),
  TLS_CLIENT_CA(Kind.PATH, "tls-client-ca", null, "CA certificates for verifying clients of serve"),
  ACCESS_LOG(Kind.SWITCH, "access-log", "false", "log every response of serve"),
  ON_INCOMPATIBLE(Kind.TEXT, "on-incompatible", "warn", "what serve does if versions break a rule"),
  SWEEP_INTERVAL(Kind.DURATION, "sweep-interval", "15s", "sweep interval of serve"),
  RETRY_AFTER(
      "retry-after",
      null,
      "NOETL_HEARTBEAT_RETRY_AFTER",
      "3s",
      Kind.DURATION,
      "Retry-After that serve sends"),
  AUTO_RECREATE(
      "auto-recreate",
      null,
      "NOETL_AUTO_RECREATE_RUNTIME",
      "false",
      Kind.SWITCH,
      "recreate a component when an unknown name sends a heartbeat to serve"),
  SCHEMA("schema", null, "NOETL_SCHEMA", "noetl", Kind.TEXT, "the PostgreSQL schema"),
  POSTGRES_HOST("POSTGRES_HOST", Kind.TEXT, "the PostgreSQL host of NoETL"),
  POSTGRES_PORT("POSTGRES_PORT", Kind.COUNT, "the PostgreSQL port of NoETL"),
  POSTGRES_DB(
      "NOETL_POSTGRES_DB",
      Kind.TEXT,
      "the PostgreSQL database of NoETL",
      "POSTGRES_DB",
      "POSTGRES_DATABASE"),
  NOETL_USER("NOETL_USER", Kind.TEXT, "the PostgreSQL user of NoETL"),
  NOETL_PASSWORD("NOETL_PASSWORD", Kind.SECRET, "the password of NOETL_USER"),
  POSTGRES_USER("POSTGRES_USER", Kind.TEXT, "the PostgreSQL user if NOETL_USER is unset"),
  POSTGRES_PASSWORD("POSTGRES_PASSWORD", Kind.SECRET, "the password of POSTGRES_USER"),
  DATABASE_URL("DATABASE_URL", Kind.URL, "the PostgreSQL database if POSTGRES_HOST is unset"),
  PGPASSWORD("PGPASSWORD", Kind.SECRET, "the PostgreSQL password"),
  PGPASSFILE("PGPASSFILE", Kind.PATH, "the PostgreSQL password file"),
  NODE(
      "NOETL_SNOWFLAKE_NODE_ID",
      Kind.NODE,
      "the node in the ids that direct mode makes",
      "NOETL_NODE_ID",
      "NOETL_SHARD_ID");

  private final @Nullable String key;
  private final @Nullable String flag;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<String> variables;

  private final @Nullable String defaultText;
  private final Kind kind;
  private final String description;

  /** A row that only the environment sets. */
  Setting(String variable, Kind kind, String description, String... furtherVariables) {
    this(null, null, variable, null, kind, description, furtherVariables);
  }

  /** A row of a key, with the flag and the variable of that name. */
  Setting(Kind kind, String key, @Nullable String defaultText, String description) {
    this(key, "--" + key, variableOf(key), defaultText, kind, description);
  }

  /** A row of a key, the flag of that name and a variable that other tools use as well. */
  Setting(
      Kind kind, String key, String variable, @Nullable String defaultText, String description) {
    this(key, "--" + key, variable, defaultText, kind, description);
  }

  Setting(
      @Nullable String key,
      @Nullable String flag,
      @Nullable String variable,
      @Nullable String defaultText,
      Kind kind,
      String description,
      String... furtherVariables) {
    this.key = key;
    this.flag = flag;
    this.variables = variable == null ? List.of() : all(variable, furtherVariables);
    this.defaultText = defaultText;
    this.kind = kind;
    this.description = description;
  }

  /** The key in the configuration file; null where a file may not hold it. */
  public @Nullable String key() {
    return key;
  }

  /** The long flag; null where no flag sets it. */
  public @Nullable String flag() {
    return flag;
  }

  /** The environment variable that is used; null where none sets it. */
  public @Nullable String variable() {
    return variables.isEmpty() ? null : variables.getFirst();
  }

  /** Every environment variable that sets it, each outranking those after it. */
  public List<String> variables() {
    return variables;
  }

  /** The default value; null where there is none. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** What it is, in a few words that continue a line. */
  public String description() {
    return description;
  }

  /** Whether nothing of the value may be shown. */
  public boolean isSecret() {
    return kind == Kind.SECRET;
  }

  Kind kind() {
    return kind;
  }

  /** Whether the value is the path of a file. */
  public boolean namesAPath() {
    return kind == Kind.PATH;
  }

  /** What people call it: the key, or the variable where a file may not hold it. */
  public String title() {
    return key != null ? key : String.valueOf(variable());
  }

  private static String variableOf(String key) {
    return "NOETL_RUNTIME_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static List<String> all(String variable, String... further) {
    String[] all = new String[1 + further.length];
    all[0] = variable;
    System.arraycopy(further, 0, all, 1, further.length);
    return List.of(all);
  }

  static @Nullable Setting withKey(String key) {
    for (Setting setting : values()) {
      if (key.equals(setting.key)) {
        return setting;
      }
    }
    return null;
  }
}
