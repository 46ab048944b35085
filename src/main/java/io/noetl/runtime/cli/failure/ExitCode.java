package io.noetl.runtime.cli.failure;

import java.util.Set;

/** The exit codes; scripts depend on every one. */
public enum ExitCode {
  OK(0, "ok", "done; also an empty list and a repeat that changes nothing", "-"),
  FAILURE(1, "failure", "the answer is no, or a failure with no better code", "no"),
  USAGE(2, "invalid_request", "usage or invalid value, found here or by the server", "no"),
  UNCHANGED(3, "unchanged", "succeeded but empty or unchanged (--fail-empty)", "-"),
  NOT_ALLOWED(4, "not_allowed", "access denied: 401, 403, database login or file", "no"),
  UNKNOWN_COMPONENT(5, "unknown_component", "unknown to the registry", "register first"),
  CONFLICT(6, "conflict", "the name is held by another live owner, 409", "no"),
  UNREACHABLE(7, "unreachable", "cannot reach the server or database", "yes"),
  UNAVAILABLE(8, "unavailable", "temporary failure on the other side", "yes"),
  TIMED_OUT(9, "timed_out", "a deadline passed", "yes"),
  UNINTELLIGIBLE(10, "unintelligible_answer", "an answer that makes no sense", "no"),
  CONFIGURATION(11, "configuration", "invalid configuration file", "no"),
  PARTIAL(12, "partial_failure", "part of a batch failed", "per item"),
  BUG(
      70,
      "internal_error",
      "a bug of noetl-runtime, with a stack trace under -v; or Java cannot start",
      "no"),
  NOT_STARTED(125, "not_started", "run: noetl-runtime itself failed, CMD did not", "-"),
  NOT_EXECUTABLE(126, "not_executable", "run: CMD cannot be executed", "no"),
  NOT_FOUND(127, "not_found", "run: there is no CMD", "no"),
  INTERRUPTED(130, "interrupted", "ended by SIGINT (143: by SIGTERM)", "-"),
  UNREAD(141, "unread", "nobody reads the result any more (closed pipe)", "-");

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
}
