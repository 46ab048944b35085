package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Translates PostgreSQL's failures, by SQLSTATE, into exceptions of the port. */
final class PostgresFailures {

  private final String database;
  private final String table;

  /**
   * The failures of statements on one table.
   *
   * @param database a description of the database without secrets
   */
  PostgresFailures(String database, String table) {
    this.database = database;
    this.table = table;
  }

  static boolean isDuplicateKey(SQLException failure) {
    return state(failure).equals("23505");
  }

  static boolean isDuplicateTable(SQLException notice) {
    return state(notice).equals("42P07");
  }

  /** The message is localised, but contains the column's name. */
  static boolean lacksColumn(SQLException failure, String column) {
    return state(failure).equals("42703") && String.valueOf(failure.getMessage()).contains(column);
  }

  /**
   * A serialization failure, a deadlock, or a table altered under a prepared statement, which the
   * driver then prepares again.
   */
  static boolean isBusy(SQLException failure) {
    return state(failure).equals("40001")
        || state(failure).equals("40P01")
        || state(failure).equals("26000")
        || (state(failure).equals("0A000") && isAboutCachedPlan(failure));
  }

  private static boolean isAboutCachedPlan(SQLException failure) {
    ServerErrorMessage server = server(failure);
    return server != null && "RevalidateCachedQuery".equals(server.getRoutine());
  }

  static boolean isConnectionLost(SQLException failure) {
    String state = state(failure);
    // After a failover, the next call has to look for the new primary.
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("25006")
        || isIdleTooLong(state);
  }

  /** The server ended an idle transaction, whose reader paused. */
  private static boolean isIdleTooLong(String state) {
    return state.equals("25P03") || state.equals("25P04");
  }

  RuntimeApiException translate(SQLException failure) {
    Details details = Details.causedBy(failure);
    if (failure instanceof TlsFailureException refusal) {
      return new RuntimeApiException.Untrusted(
          "cannot reach " + database + ": " + refusal.getMessage(),
          details.withHint(refusal.hint()));
    }
    RuntimeApiException known = apiException(failure);
    if (known != null) {
      return known;
    }
    // The driver's code for a login that failed before the server checked it.
    String state =
        state(failure).equals("08004") && !isAboutSsl(failure) ? "28000" : state(failure);
    return switch (state) {
      case "28000", "28P01" ->
          new RuntimeApiException.NotAllowed(
              database + " refused the login: " + reason(failure),
              details.withHint("check the user in the URL, and PGPASSWORD or the password file"));
      case "42501" ->
          new RuntimeApiException.NotAllowed(
              database + " does not allow it: " + reason(failure),
              details.withHint("grant the role its rights on " + table));
      case "42P01", "3F000" ->
          new RuntimeApiException.UnintelligibleAnswer(
              database + " has no table " + table,
              details.withHint("create it: noetl-runtime init, or name another --database"));
      case "42P10" -> anotherShape("it has no unique index on (kind, name)", details);
      case "42703", "42804", "42883", "23502" -> anotherShape(reason(failure), details);
      case "23514" -> check(failure, details);
      case "23503", "23001" ->
          new RuntimeApiException.Conflict(
              database + " keeps them: " + reason(failure),
              details.withHint("delete the rows that refer to them first; nothing was deleted"));
      case "25006" ->
          new RuntimeApiException.Unavailable(
              database + " is a read-only standby",
              details.withHint(
                  "name the primary, or all hosts with target_session_attrs=read-write"));
      case "25P03", "25P04" ->
          new RuntimeApiException.Unavailable(
              database + " ended the list, because its reader paused for too long",
              details.withHint("write the list to a file first"));
      case "57014", "55P03" ->
          new RuntimeApiException.TimedOut(
              database + " did not finish the statement in time: " + reason(failure), details);
      case "3D000" ->
          new RuntimeApiException.Unreachable(
              "cannot open " + database + ": " + reason(failure),
              details.withHint("check the name of the database in the URL"));
      default -> translateByClass(failure, state, details);
    };
  }

  /** An exception of our own TLS code, which the driver has wrapped. */
  private static @Nullable RuntimeApiException apiException(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof RuntimeApiException)) {
      cause = cause.getCause();
    }
    return (RuntimeApiException) cause;
  }

  private RuntimeApiException translateByClass(
      SQLException failure, String state, Details details) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> notConnected(failure, state, details);
      case "40", "53", "55", "57", "58" ->
          new RuntimeApiException.Unavailable(
              database + " cannot do it now: " + reason(failure), details);
      default ->
          new RuntimeApiException.UnintelligibleAnswer(
              database + " failed: " + reason(failure) + " (SQLSTATE " + state + ")", details);
    };
  }

  private RuntimeApiException anotherShape(@Nullable String reason, Details details) {
    return new RuntimeApiException.UnintelligibleAnswer(
        "the table " + table + " of " + database + " has another shape: " + reason,
        details.withHint("compare it with: noetl-runtime init --dry-run"));
  }

  private RuntimeApiException notConnected(SQLException failure, String state, Details details) {
    if (isLoginTimeOut(failure)) {
      return new RuntimeApiException.TimedOut(database + " did not answer in time", details);
    }
    if (state.equals("08006")) {
      return isTimeOut(failure)
          ? new RuntimeApiException.TimedOut(database + " did not answer in time", details)
          : new RuntimeApiException.Unreachable(
              "lost the connection to " + database + " before the answer came",
              details.withHint(
                  "repeat the command: the change may have been made, and repeating it is safe"));
    }
    return new RuntimeApiException.Unreachable(
        "cannot reach " + database + ": " + reason(failure),
        details.withHint("start the database, or check --database"));
  }

  private RuntimeApiException check(SQLException failure, Details details) {
    ServerErrorMessage server = server(failure);
    String constraint = server == null ? null : server.getConstraint();
    String name = constraint == null ? "of a column" : constraint;
    return new RuntimeApiException.Conflict(
        "the table " + table + " forbids it: check constraint " + name,
        details.withHint(
            "NoETL's own tables allow fewer kinds; drop the constraint: ALTER TABLE "
                + table
                + " DROP CONSTRAINT "
                + PostgresDialect.quoted(name)));
  }

  private static boolean isTimeOut(SQLException failure) {
    return failure.getCause() instanceof SocketTimeoutException;
  }

  /**
   * Whether a login timed out in the driver. Such a failure has no state and no cause, and its
   * message is localised.
   */
  private static boolean isLoginTimeOut(SQLException failure) {
    return GT.tr("Connection attempt timed out.").equals(failure.getMessage());
  }

  private static boolean isAboutSsl(SQLException failure) {
    return String.valueOf(failure.getMessage()).contains("SSL");
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  private static @Nullable ServerErrorMessage server(SQLException failure) {
    return failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
  }

  /** The first line of the server's message, without what the driver adds. */
  private static @Nullable String reason(SQLException failure) {
    ServerErrorMessage server = server(failure);
    String message = server == null ? failure.getMessage() : server.getMessage();
    if (message == null) {
      return null;
    }
    if (server == null && message.contains("requireAuth")) {
      return "it asks for a kind of login that require_auth excludes, or for GSSAPI, which is not"
          + " supported";
    }
    if (server == null && message.contains("targetServerType")) {
      return "no reachable host matches target_session_attrs"
          + (message.endsWith("secondary") ? ", a standby" : "")
          + (message.endsWith("primary") ? ", a primary" : "");
    }
    // The driver adds advice after the first sentence.
    int end = message.indexOf(server == null ? ". " : "\n");
    String sentence = end < 0 ? message : message.substring(0, end);
    // Without a password the driver is given an empty one, so that it looks for no other.
    return server == null
        ? sentence.replace("the password is an empty string", "no password was provided")
        : sentence;
  }
}
