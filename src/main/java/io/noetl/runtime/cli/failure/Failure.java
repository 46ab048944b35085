package io.noetl.runtime.cli.failure;

import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.secrets.SecretMessage;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it is reported: an exit code, a message and a hint.
 *
 * @param hint what to try next; null for none
 * @param httpStatus the status of the server's answer; null for none
 * @param retryAfter the wait that the server asks for; null for none
 */
public record Failure(
    ExitCode exit,
    String message,
    @Nullable String hint,
    @Nullable Integer httpStatus,
    @Nullable Duration retryAfter) {

  /** The hint for failures without a known wait. */
  private static final String SOON = "try again in a moment";

  /** Longer waits are named in the hint. */
  private static final Duration MOMENT = Duration.ofSeconds(10);

  /** The failure for an exception; the only place that maps errors to exit codes. */
  public static Failure of(Throwable error) {
    return switch (error) {
      case RuntimeApiException refused ->
          new Failure(
              exit(refused),
              String.valueOf(refused.getMessage()),
              timed(hint(refused), refused.retryAfter()),
              refused.httpStatus(),
              refused.retryAfter());
      case UsageException usage -> plain(ExitCode.USAGE, usage, usage.hint());
      case ConfigException.InvalidSetting invalid -> plain(ExitCode.USAGE, invalid, invalid.hint());
      case ConfigException.Locked busy -> plain(ExitCode.UNAVAILABLE, busy, busy.hint());
      case ConfigException broken -> plain(ExitCode.CONFIGURATION, broken, broken.hint());
      default ->
          new Failure(
              ExitCode.BUG,
              "a bug of noetl-runtime: " + error,
              "run it again with -v and report the stack trace",
              null,
              null);
    };
  }

  private static Failure plain(ExitCode exit, Throwable error, @Nullable String hint) {
    return new Failure(exit, String.valueOf(error.getMessage()), hint, null, null);
  }

  private static ExitCode exit(RuntimeApiException refused) {
    return switch (refused) {
      case RuntimeApiException.InvalidRequest invalid -> ExitCode.USAGE;
      case RuntimeApiException.NotAllowed forbidden -> ExitCode.NOT_ALLOWED;
      case RuntimeApiException.UnknownComponent unknown -> ExitCode.UNKNOWN_COMPONENT;
      case RuntimeApiException.Conflict held -> ExitCode.CONFLICT;
      case RuntimeApiException.Held held -> ExitCode.CONFLICT;
      case RuntimeApiException.Unreachable away -> ExitCode.UNREACHABLE;
      case RuntimeApiException.Unavailable busy -> ExitCode.UNAVAILABLE;
      case RuntimeApiException.TimedOut late -> ExitCode.TIMED_OUT;
      case RuntimeApiException.UnintelligibleAnswer odd -> ExitCode.UNINTELLIGIBLE;
      case RuntimeApiException.Unsupported missing -> ExitCode.FAILURE;
    };
  }

  private static @Nullable String hint(RuntimeApiException refused) {
    if (refused.hint() != null) {
      return refused.hint();
    }
    return switch (refused) {
      case RuntimeApiException.UnknownComponent unknown ->
          "see what is registered: noetl-runtime list";
      case RuntimeApiException.NotAllowed forbidden ->
          "use a token with this permission: --token-file, NOETL_API_TOKEN or NOETL_SESSION_TOKEN";
      case RuntimeApiException.Unreachable away ->
          "start the server, name another with --server, or use --direct";
      case RuntimeApiException.Unavailable busy -> SOON;
      case RuntimeApiException.TimedOut late -> "try again, or wait longer with --timeout";
      case RuntimeApiException.UnintelligibleAnswer odd ->
          "use -v to see the response, and check that --server is a NoETL server";
      case RuntimeApiException.Unsupported missing ->
          "use a server that supports it, or the database with --direct";
      case RuntimeApiException.Held held ->
          "stop that process or wait until it is stale, or replace it without --exclusive";
      case RuntimeApiException.InvalidRequest invalid -> null;
      case RuntimeApiException.Conflict held -> null;
    };
  }

  /** Replaces the general hint by the wait that the server asks for. */
  private static @Nullable String timed(@Nullable String hint, @Nullable Duration retryAfter) {
    return hint == null || retryAfter == null || retryAfter.compareTo(MOMENT) <= 0
        ? hint
        : hint.replace(SOON, "try again in " + AgeFormat.text(retryAfter) + ", as the server asks");
  }

  /** The same failure with another exit code. */
  public Failure endingWith(ExitCode other) {
    return new Failure(other, message, hint, httpStatus, retryAfter);
  }

  /** The same failure with secrets in its texts masked. */
  Failure masked() {
    return new Failure(
        exit,
        SecretMessage.of(message),
        hint == null ? null : SecretMessage.of(hint),
        httpStatus,
        retryAfter);
  }

  /** The JSON object for standard error. */
  public JsonObject toJson() {
    return JsonObject.EMPTY
        .with("code", exit.word())
        .with("exit", exit.code())
        .with("message", message)
        .with("hint", hint)
        .with("http_status", httpStatus)
        .with("retry_after_s", retryAfter == null ? null : retryAfter.toSeconds());
  }
}
