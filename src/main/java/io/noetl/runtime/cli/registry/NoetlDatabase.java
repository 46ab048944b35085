package io.noetl.runtime.cli.registry;

import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.text.DatabaseUrl;
import io.noetl.runtime.text.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL database in the environment variables of NoETL's servers: {@code POSTGRES_HOST}
 * and related ones, or {@code DATABASE_URL}.
 *
 * @param url the URL from the variables, without the password of a separate variable
 * @param password the password of the user from a variable; null for none
 * @param disagreements a clause for each conflicting variable that is not used
 */
public record NoetlDatabase(Resolved url, @Nullable Resolved password, List<String> disagreements) {

  /** The database in the variables; null for none. */
  public static @Nullable NoetlDatabase of(Settings settings) {
    Resolved host = settings.get(Setting.POSTGRES_HOST);
    Resolved url = settings.get(Setting.DATABASE_URL);
    boolean isPostgres = isPostgres(url.value());
    if (host.value() != null) {
      return ofParts(settings, host, isPostgres ? url : null);
    }
    return isPostgres
        ? new NoetlDatabase(
            new Resolved(Setting.DATABASE, url.value(), url.origin()), null, List.of())
        : null;
  }

  /**
   * One line that says which variables are used; null where they agree.
   *
   * @param first libpq's password, which takes precedence over NoETL's
   */
  @Nullable String disagreement(Resolved first) {
    List<String> all = new ArrayList<>(disagreements);
    if (password != null && first.value() != null && !first.value().equals(password.value())) {
      all.add(clause(first, password));
    }
    return all.isEmpty() ? null : String.join("; ", all);
  }

  /** Other programs use the variable DATABASE_URL for other databases. */
  private static boolean isPostgres(@Nullable String url) {
    return url != null && DatabaseUrl.isPostgres(url);
  }

  private static NoetlDatabase ofParts(Settings settings, Resolved host, @Nullable Resolved url) {
    List<String> disagreements = new ArrayList<>();
    Resolved user = settings.get(Setting.NOETL_USER);
    Resolved other = settings.get(Setting.POSTGRES_USER);
    boolean sameUser =
        user.value() == null || other.value() == null || user.value().equals(other.value());
    Resolved taken = user.value() == null ? other : user;
    Resolved port = settings.get(Setting.POSTGRES_PORT);
    Resolved database = settings.get(Setting.POSTGRES_DB);
    Resolved named = url(taken, host, port, database);
    add(disagreements, database.disagreement());
    if (!sameUser) {
      add(disagreements, clause(user, other));
    }
    Resolved password = password(settings, taken, sameUser, disagreements);
    if (url != null && !PostgresTarget.of(named.value()).agrees(PostgresTarget.of(url.value()))) {
      disagreements.add(
          "POSTGRES_HOST ("
              + named.masked()
              + ") is used, not DATABASE_URL ("
              + url.masked()
              + ")");
    }
    return new NoetlDatabase(named, password, List.copyOf(disagreements));
  }

  /** A password belongs to the user of the same prefix, and is not used for another user. */
  private static @Nullable Resolved password(
      Settings settings, Resolved user, boolean sameUser, List<String> disagreements) {
    Resolved noetl = settings.get(Setting.NOETL_PASSWORD);
    Resolved postgres = settings.get(Setting.POSTGRES_PASSWORD);
    boolean isPostgresUser = user.setting() == Setting.POSTGRES_USER && user.value() != null;
    Resolved own = isPostgresUser ? postgres : noetl;
    Resolved others = isPostgresUser ? noetl : postgres;
    if (own.value() == null) {
      return sameUser && others.value() != null ? others : null;
    }
    if (sameUser && others.value() != null && !others.value().equals(own.value())) {
      disagreements.add(clause(own, others));
    }
    return own;
  }

  private static void add(List<String> disagreements, @Nullable String clause) {
    if (clause != null) {
      disagreements.add(clause);
    }
  }

  private static String clause(Resolved taken, Resolved passedOver) {
    return Objects.requireNonNull(
        new Resolved(taken.setting(), taken.value(), taken.origin(), List.of(passedOver))
            .disagreement());
  }

  private static Resolved url(Resolved user, Resolved host, Resolved port, Resolved database) {
    StringBuilder url = new StringBuilder("postgresql://");
    if (user.value() != null) {
      url.append(PercentEncoding.encode(user.value())).append('@');
    }
    String name = String.valueOf(host.value());
    // A Unix socket directory would end the host; escaped, it is refused with a clear error.
    String whole = name.startsWith("/") ? PercentEncoding.encode(name) : name;
    url.append(whole.indexOf(':') >= 0 && !whole.startsWith("[") ? "[" + whole + "]" : whole);
    if (port.value() != null) {
      url.append(':').append(port.value());
    }
    if (database.value() != null) {
      url.append('/').append(PercentEncoding.encode(database.value()));
    }
    StringJoiner variables = new StringJoiner(", ");
    for (Resolved part : List.of(host, port, database, user)) {
      if (part.origin() instanceof Origin.Environment(String variable)) {
        variables.add(variable);
      }
    }
    return new Resolved(
        Setting.DATABASE, url.toString(), new Origin.Environment(variables.toString()));
  }
}
