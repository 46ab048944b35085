package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.util.function.Function;

/**
 * A row that a Python server cannot show, and that keeps it from showing any: its list has an error
 * until somebody mends the row. Servers of 2026 say what is wrong with it; those of 2025 say of
 * whatever happens after they have a connection that a generator did not stop, so that a list that
 * needs no row has to tell.
 */
final class UnlistableRow {

  private static final String HIDDEN = "generator didn't stop after athrow()";
  private static final String INVALID = "validation error";
  private static final String DETAILS = " [type=";

  private UnlistableRow() {}

  /** Whether a server says nothing of what went wrong between its database and the answer. */
  static boolean isHidden(String reason) {
    return reason.contains(HIDDEN);
  }

  /**
   * What to make of a list that has an error: another answer where the trouble has passed, else the
   * same.
   *
   * @param ask asks the server again
   * @throws RuntimeApiException.Unsupported when it is a row that keeps the server from listing
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
            + (cause.isEmpty() ? ", which is not as it expects it" : ": " + cause),
        Details.answered(answer.status(), null)
            .withHint(
                "name the row with: noetl-runtime doctor --direct, and list with --direct until it"
                    + " is mended"));
  }

  /** Field and fault in what pydantic writes on lines of their own; empty where there are none. */
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
