package io.noetl.runtime.cli.registry;

import org.jspecify.annotations.Nullable;

/** User, hosts and database in a PostgreSQL URL. */
record PostgresTarget(@Nullable String user, String hosts, @Nullable String database) {

  private static final String DEFAULT_PORT = ":5432";

  /** The target of a URL; parameters are ignored. */
  static PostgresTarget of(@Nullable String url) {
    String rest = url == null ? "" : url.substring(url.indexOf("://") + "://".length());
    int at = endOfLogin(rest);
    String login = at < 0 ? "" : rest.substring(0, at);
    int colon = login.indexOf(':');
    String target = rest.substring(at + 1);
    int question = target.indexOf('?');
    target = question < 0 ? target : target.substring(0, question);
    int slash = target.indexOf('/');
    return new PostgresTarget(
        presentOrNull(colon < 0 ? login : login.substring(0, colon)),
        withoutDefaultPort(slash < 0 ? target : target.substring(0, slash)),
        slash < 0 ? null : presentOrNull(target.substring(slash + 1)));
  }

  /** The parameters and the password may contain an at sign. */
  private static int endOfLogin(String rest) {
    int first = rest.indexOf('@');
    int slash = rest.indexOf('/');
    int question = rest.indexOf('?');
    if (slash >= 0 && slash < question && question < first) {
      return -1;
    }
    int query = rest.indexOf('?', first);
    return query < 0 ? rest.lastIndexOf('@') : rest.lastIndexOf('@', query);
  }

  /** Whether both may be the same database: a missing part matches anything. */
  boolean agrees(PostgresTarget other) {
    return hosts.equalsIgnoreCase(other.hosts)
        && agree(user, other.user)
        && agree(database, other.database);
  }

  private static boolean agree(@Nullable String one, @Nullable String other) {
    return one == null || other == null || one.equals(other);
  }

  private static String withoutDefaultPort(String hosts) {
    return hosts.endsWith(DEFAULT_PORT)
        ? hosts.substring(0, hosts.length() - DEFAULT_PORT.length())
        : hosts;
  }

  private static @Nullable String presentOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
