package io.noetl.runtime.cli.failure;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The exit codes; scripts depend on every one. */
public enum ExitCode {
  OK(0, "ok", "done; also an empty list and a repeat that changes nothing", "-"),
  FAILURE(1, "failure", "negative result, or an unclassified error", "no"),
  USAGE(2, "invalid_request", "usage or invalid value, found here or by the server", "no"),
  UNCHANGED(3, "unchanged", "succeeded but empty or unchanged (--fail-empty)", "-"),
  NOT_ALLOWED(4, "not_allowed", "access denied: 401, 403, database login or file", "no"),
  UNKNOWN_COMPONENT(5, "unknown_component", "unknown component", "register first"),
  CONFLICT(
      6,
      "conflict",
      "conflict: another live process has the name, or the change needs --force",
      "no"),
  UNREACHABLE(7, "unreachable", "cannot reach the server or database", "yes"),
  UNAVAILABLE(8, "unavailable", "temporary failure of the server or database", "yes"),
  TIMED_OUT(9, "timed_out", "timed out", "yes"),
  UNINTELLIGIBLE(10, "unintelligible_answer", "invalid response", "no"),
  CONFIGURATION(11, "configuration", "invalid configuration file", "no"),
  PARTIAL(12, "partial_failure", "part of a batch failed", "per item"),
  BUG(
      70,
      "internal_error",
      "internal error (-v shows the stack trace), or Java cannot start",
      "no"),
  NOT_STARTED(125, "not_started", "failed before starting CMD (run)", "-"),
  NOT_EXECUTABLE(126, "not_executable", "CMD cannot be executed (run)", "no"),
  NOT_FOUND(127, "not_found", "CMD was not found (run)", "no"),
  INTERRUPTED(130, "interrupted", "ended by SIGINT (143: by SIGTERM)", "-"),
  UNREAD(141, "unread", "the reader closed the pipe", "-");

  private final int code;
  private final String word;
  private final String meaning;
  private final String retry;

  ExitCode(int code, String word, String meaning, String retry) {
    this.code = code;
    this.word = word;
    this.meaning = meaning;
    this.retry = retry;
  }

  /** The code of a batch: 0, the common code when all items ended with the same one, or 12. */
  public static ExitCode ofAll(Set<ExitCode> items) {
    if (items.isEmpty()) {
      return OK;
    }
    return items.size() == 1 ? items.iterator().next() : PARTIAL;
  }

  public int code() {
    return code;
  }

  /** The {@code code} of a JSON error. */
  public String word() {
    return word;
  }

  public String meaning() {
    return meaning;
  }

  /** Whether a retry of the same call may succeed. */
  public String retry() {
    return retry;
  }

  /** What has to be done before a retry may succeed; null where it always may, or never. */
  public @Nullable String retryWhen() {
    return switch (this) {
      case UNKNOWN_COMPONENT, PARTIAL -> retry;
      default -> null;
    };
  }
}
