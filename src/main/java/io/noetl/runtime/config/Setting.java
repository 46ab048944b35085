package io.noetl.runtime.config;

import org.jspecify.annotations.Nullable;

/** Everything that can be set: one row a setting, with each place that may hold its value. */
public enum Setting {
  CONTEXT(
      "context",
      "--context",
      "NOETL_RUNTIME_CONTEXT",
      null,
      Kind.TEXT,
      "the context whose settings hold"),
  SERVER(
      "server",
      "--server",
      "NOETL_SERVER_URL",
      "http://localhost:8083",
      Kind.URL,
      "the NoETL server"),
  DIRECT(
      "direct",
      "--direct",
      "NOETL_RUNTIME_DIRECT",
      "false",
      Kind.SWITCH,
      "use a database instead of a server"),
  DATABASE(
      "database",
      "--database",
      "NOETL_RUNTIME_DATABASE",
      null,
      Kind.URL,
      "the database of direct mode"),
  TOKEN(null, null, "NOETL_API_TOKEN", null, Kind.SECRET, "the bearer token"),
  TOKEN_FILE(
      "token-file", "--token-file", null, null, Kind.PATH, "the file that holds the bearer token"),
  HEADER("header", "--header", null, null, Kind.HEADERS, "extra headers of every request"),
  CACERT(
      "cacert",
      "--cacert",
      null,
      null,
      Kind.PATH,
      "the certificates that may vouch for the server"),
  CERT("cert", "--cert", null, null, Kind.PATH, "the client certificate"),
  KEY("key", "--key", null, null, Kind.PATH, "the private key of the client certificate"),
  KEY_PASSPHRASE_FILE(
      "key-passphrase-file",
      "--key-passphrase-file",
      null,
      null,
      Kind.PATH,
      "the file that holds the passphrase of the private key"),
  INSECURE(
      "insecure",
      "--insecure",
      null,
      "false",
      Kind.SWITCH,
      "take any certificate that the server shows"),
  TIMEOUT(
      "timeout",
      "--timeout",
      "NOETL_RUNTIME_TIMEOUT",
      "5s",
      Kind.DURATION,
      "how long a whole request may take"),
  RETRIES(
      "retries",
      "--retries",
      "NOETL_RUNTIME_RETRIES",
      "2",
      Kind.COUNT,
      "extra tries of what is safe to repeat"),
  DEADLINE(
      "deadline",
      "--deadline",
      "NOETL_RUNTIME_DEADLINE",
      "30s",
      Kind.DURATION,
      "how long the command may take; by default each request of it"),
  OUTPUT("output", "--output", "NOETL_RUNTIME_OUTPUT", "table", Kind.TEXT, "the format of results"),
  COLOR("color", "--color", null, "auto", Kind.TEXT, "when to use colour"),
  STALE_AFTER(
      "stale-after",
      "--stale-after",
      "NOETL_RUNTIME_STALE_AFTER",
      "60s",
      Kind.DURATION,
      "the heartbeat age at which a component counts as stale"),
  OFFLINE_AFTER(
      "offline-after",
      null,
      "NOETL_RUNTIME_OFFLINE_SECONDS",
      "60s",
      Kind.DURATION,
      "the heartbeat age at which a sweep marks a component offline"),
  NAME(null, null, "NOETL_WORKER_POOL_NAME", null, Kind.TEXT, "the component to work on"),
  RUNTIME(
      "runtime",
      "--runtime",
      "NOETL_WORKER_POOL_RUNTIME",
      null,
      Kind.TEXT,
      "what the component runs"),
  CAPACITY(
      "capacity",
      "--capacity",
      "NOETL_WORKER_CAPACITY",
      null,
      Kind.COUNT,
      "how many jobs the component takes at once"),
  LABELS("labels", "--label", "NOETL_WORKER_LABELS", null, Kind.LABELS, "the component's labels"),
  HOSTNAME("hostname", "--hostname", "HOSTNAME", null, Kind.TEXT, "the component's host"),
  EVERY(
      "every",
      "--every",
      "NOETL_WORKER_HEARTBEAT_INTERVAL",
      "15s",
      Kind.DURATION,
      "the time between two heartbeats"),
  DEREGISTER_RETRIES(
      null,
      null,
      "NOETL_DEREGISTER_RETRIES",
      "3",
      Kind.COUNT,
      "extra tries to deregister at the end of a process that stays"),
  DEREGISTER_BACKOFF(
      null,
      null,
      "NOETL_DEREGISTER_BACKOFF",
      "0.5s",
      Kind.DURATION,
      "the wait before the first of them, doubled before each further one"),
  START_TIMEOUT(
      "start-timeout",
      "--start-timeout",
      "NOETL_RUNTIME_START_TIMEOUT",
      "30s",
      Kind.DURATION,
      "how long run waits for the registry before it starts the program"),
  GRACE(
      "grace",
      "--grace",
      "NOETL_RUNTIME_GRACE",
      "10s",
      Kind.DURATION,
      "how long serve, or the program of run, may take to end"),
  LISTEN(
      "listen",
      "--listen",
      "NOETL_RUNTIME_LISTEN",
      "127.0.0.1:8083",
      Kind.TEXT,
      "the address that serve listens on"),
  ANSWER_WITHIN(
      "answer-within",
      "--answer-within",
      null,
      "2s",
      Kind.DURATION,
      "the time within which serve answers every call"),
  MAX_IN_FLIGHT(
      "max-in-flight",
      "--max-in-flight",
      null,
      "512",
      Kind.COUNT,
      "how many calls serve has at the database at once"),
  TOKENS_FILE(
      "tokens-file",
      "--tokens-file",
      null,
      null,
      Kind.PATH,
      "the file of the bearer tokens that serve accepts"),
  ALLOW_ANONYMOUS(
      "allow-anonymous",
      "--allow-anonymous",
      null,
      "false",
      Kind.SWITCH,
      "serve other machines without tokens"),
  TLS_CERT("tls-cert", "--tls-cert", null, null, Kind.PATH, "the certificate of serve"),
  TLS_KEY("tls-key", "--tls-key", null, null, Kind.PATH, "the private key of serve"),
  TLS_CLIENT_CA(
      "tls-client-ca",
      "--tls-client-ca",
      null,
      null,
      Kind.PATH,
      "the certificates that may vouch for clients of serve"),
  ACCESS_LOG(
      "access-log",
      "--access-log",
      null,
      "false",
      Kind.SWITCH,
      "a line of serve's log for every answer"),
  SWEEP_INTERVAL(
      "sweep-interval",
      "--sweep-interval",
      "NOETL_RUNTIME_SWEEP_INTERVAL",
      "15s",
      Kind.DURATION,
      "the time between two sweeps of serve"),
  RETRY_AFTER(
      "retry-after",
      null,
      "NOETL_HEARTBEAT_RETRY_AFTER",
      "3s",
      Kind.DURATION,
      "how long serve asks clients to wait before the next try"),
  AUTO_RECREATE(
      "auto-recreate",
      null,
      "NOETL_AUTO_RECREATE_RUNTIME",
      "false",
      Kind.SWITCH,
      "let serve register again who is unknown and beats"),
  SCHEMA("schema", null, "NOETL_SCHEMA", "noetl", Kind.TEXT, "the PostgreSQL schema"),
  POSTGRES_HOST(null, null, "POSTGRES_HOST", null, Kind.TEXT, "the PostgreSQL host of NoETL"),
  POSTGRES_PORT(null, null, "POSTGRES_PORT", null, Kind.COUNT, "the PostgreSQL port of NoETL"),
  POSTGRES_DB(null, null, "POSTGRES_DB", null, Kind.TEXT, "the PostgreSQL database of NoETL"),
  NOETL_USER(null, null, "NOETL_USER", null, Kind.TEXT, "the PostgreSQL user of NoETL"),
  NOETL_PASSWORD(null, null, "NOETL_PASSWORD", null, Kind.SECRET, "the password of NOETL_USER"),
  PGPASSWORD(null, null, "PGPASSWORD", null, Kind.SECRET, "the PostgreSQL password"),
  PGPASSFILE(null, null, "PGPASSFILE", null, Kind.PATH, "the PostgreSQL password file");

  /** What a value means: how it is read, where it may hold several entries, what of it is shown. */
  enum Kind {
    TEXT,
    PATH,
    URL,
    SECRET,
    DURATION,
    COUNT,
    SWITCH,
    LABELS,
    HEADERS
  }

  private final @Nullable String key;
  private final @Nullable String flag;
  private final @Nullable String variable;
  private final @Nullable String defaultText;
  private final Kind kind;
  private final String description;

  Setting(
      @Nullable String key,
      @Nullable String flag,
      @Nullable String variable,
      @Nullable String defaultText,
      Kind kind,
      String description) {
    this.key = key;
    this.flag = flag;
    this.variable = variable;
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

  /** The environment variable; null where none sets it. */
  public @Nullable String variable() {
    return variable;
  }

  /** The value that holds where nobody sets one; null where there is none. */
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
    return key != null ? key : String.valueOf(variable);
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
