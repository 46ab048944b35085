package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.util.function.Function;

/**
 * A row that a Python server cannot read, so that its list fails until the row is repaired. Servers
 * of 2026 report the invalid field; those of 2025 report every error after they got a connection as
 * a generator that did not stop, so an empty list distinguishes the two causes.
 */
final class UnlistableRow {

  private static final String HIDDEN = "generator didn't stop after athrow()";
  private static final String INVALID = "validation error";
  private static final String DETAILS = " [type=";

  private UnlistableRow() {}

  /** Whether a server hides the cause of an error of its database. */
  static boolean isHidden(String reason) {
    return reason.contains(HIDDEN);
  }

  /**
   * Checks a list that has an error again: another answer where the error was transient, else the
   * same.
   *
   * @param ask sends a call to the server
   * @throws RuntimeApiException.Unsupported when the server cannot list because of a row
   */
  static HttpAnswer recheck(HttpAnswer failed, Call list, Function<Call, HttpAnswer> ask) {
    String error = String.valueOf(AnswerParser.listError(failed));
    if (error.contains(INVALID)) {
      throw failure(failed, cause(error));
    }
    if (!isHidden(error) || !isWell(ask.apply(Routes.EMPTY_LIST))) {
      return failed;
    }
    HttpAnswer again = ask.apply(list);
    String still = again.succeeded() ? AnswerParser.listError(again) : null;
    if (still != null && isHidden(still)) {
      throw failure(again, "");
    }
    return again.succeeded() ? again : failed;
  }

  private static boolean isWell(HttpAnswer answer) {
    return answer.succeeded() && answer.json() != null && AnswerParser.listError(answer) == null;
  }

  private static RuntimeApiException failure(HttpAnswer answer, String cause) {
    return new RuntimeApiException.Unsupported(
        answer.call()
            + ": the server cannot list because of one row of its table"
            + (cause.isEmpty() ? ", which it considers invalid" : ": " + cause),
        Details.answered(answer.status(), null)
            .withHint(
                "name the row with: noetl-runtime doctor --direct, and list with --direct until it"
                    + " is fixed"));
  }

  /**
   * The field and the fault, which pydantic writes on separate lines; empty where there are none.
   */
  private static String cause(String error) {
    String[] lines = error.split("\n", -1);
    if (lines.length < 3) {
      return "";
    }
    String fault = lines[2].strip();
    int end = fault.indexOf(DETAILS);
    return lines[1].strip() + ": " + (end < 0 ? fault : fault.substring(0, end));
  }
}
