package io.noetl.runtime.cli.component;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.secrets.MaskedValues;
import java.util.List;

/** Refuses registrations with masked secrets, so that a mask never overwrites a secret. */
public final class MaskGuard {

  private MaskGuard() {}

  /**
   * Checks a registration before it is sent.
   *
   * @throws RuntimeApiException.InvalidRequest naming the fields that hold a mask
   */
  public static void check(JsonObject registration) {
    List<String> places = MaskedValues.places(registration.node());
    if (!places.isEmpty()) {
      throw new RuntimeApiException.InvalidRequest(
          String.join(", ", places)
              + (places.size() == 1 ? " contains a masked value" : " contain masked values")
              + " instead of a secret",
          Details.NONE.withHint(
              "write the secret itself; export and -o json have it with --show-secrets"));
    }
  }
}
