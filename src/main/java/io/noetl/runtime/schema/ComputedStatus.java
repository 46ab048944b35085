package io.noetl.runtime.schema;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Statuses that are worked out from heartbeats and the like. A component that registered one of
 * them would look dead, or could not be told from one that is.
 */
public final class ComputedStatus {

  private static final List<String> WORDS = List.of(Liveness.STALE, "dead", "blocked", "gone");

  private ComputedStatus() {}

  /**
   * Checks the status of a request.
   *
   * @param status null where the request has none
   * @throws RuntimeApiException.InvalidRequest when it is a computed one
   */
  public static void refuse(@Nullable String status) {
    if (status != null && WORDS.contains(status.strip().toLowerCase(Locale.ROOT))) {
      throw new RuntimeApiException.InvalidRequest(
          new FieldError(
              "status_computed",
              "status",
              "Input should not be stale, dead, blocked or gone, which are computed",
              status));
    }
  }
}
