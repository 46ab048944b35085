package io.noetl.runtime.cli.component;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.util.List;

/** Refuses names that begin with a dash, since commands would parse them as options. */
public final class DashNameGuard {

  private DashNameGuard() {}

  /**
   * Checks the name of a new registration.
   *
   * @throws RuntimeApiException.InvalidRequest when the name begins with a dash
   */
  public static void refuse(String name) {
    if (name.startsWith("-")) {
      throw new RuntimeApiException.InvalidRequest(
          List.of(new FieldError("dash", "name", "Input should not begin with a dash", name)),
          Details.NONE.withHint(
              "commands would parse it as an option; add --allow-dash if the name is registered"
                  + " already"));
    }
  }
}
