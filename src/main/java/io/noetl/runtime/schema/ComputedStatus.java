package io.noetl.runtime.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Statuses that are computed from heartbeats. A component that registered one of them would look
 * dead.
 */
public final class ComputedStatus {

  private static final List<String> WORDS = List.of(Liveness.STALE, "dead", "blocked", "gone");

  private static final String FIELD = "status";

  private ComputedStatus() {}

  /**
   * Checks the status of a request.
   *
   * @param status null where the request has none
   * @throws RuntimeApiException.InvalidRequest when it is a computed one
   */
  public static void refuse(@Nullable String status) {
    if (isComputed(status)) {
      throw new RuntimeApiException.InvalidRequest(error(status));
    }
  }

  /**
   * The error of a request that has other faults, with that of its status.
   *
   * @param status null where the request has none
   */
  public static RuntimeApiException.InvalidRequest added(
      RuntimeApiException.InvalidRequest invalid, @Nullable String status) {
    List<FieldError> fields = new ArrayList<>(invalid.fields());
    if (fields.isEmpty() || !isComputed(status)) {
      return invalid;
    }
    for (FieldError error : fields) {
      if (error.field().equals(FIELD)) {
        return invalid;
      }
    }
    fields.add(error(status));
    return new RuntimeApiException.InvalidRequest(
        fields,
        new RuntimeApiException.Details(
            invalid.hint(), invalid.httpStatus(), invalid.retryAfter(), invalid));
  }

  private static boolean isComputed(@Nullable String status) {
    return status != null && WORDS.contains(status.strip().toLowerCase(Locale.ROOT));
  }

  private static FieldError error(@Nullable String status) {
    return new FieldError(
        "status_computed",
        FIELD,
        "Input should not be stale, dead, blocked or gone, which are computed",
        status);
  }
}
