package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.CompatibilityRules;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.compatibility.CompatibilityCheck;
import io.noetl.runtime.schema.compatibility.Violation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Refuses registrations whose versions do not fit to those of other components. */
public final class CompatibilityGuard {

  private final Session session;

  public CompatibilityGuard(Session session) {
    this.session = session;
  }

  /**
   * Checks registrations that belong together before any of them is sent.
   *
   * @throws RuntimeApiException.Conflict that names the first violation
   */
  public void check(List<RuntimeRegistrationRequest> requests) {
    CompatibilityCheck check = new CompatibilityCheck(CompatibilityRules.of(session.settings()));
    List<RuntimeComponentInfo> living = new ArrayList<>();
    for (RuntimeComponentInfo component :
        new AllKindsLister(session.diagnostics())
            .list(session.registry(), RuntimeListQuery.ALL.withLeases(false))
            .items()) {
      if (!component.status().equals(Liveness.OFFLINE)) {
        living.add(component);
      }
    }
    List<Violation> violations = check.of(CompatibilityCheck.rows(requests), living);
    if (!violations.isEmpty()) {
      throw new RuntimeApiException.Conflict(
          Violation.summary(violations),
          Details.NONE.withHint("nothing was registered; see noetl-runtime versions --check"));
    }
  }

  /** The items of a file that are registrations; the others are reported when it is their turn. */
  public static List<RuntimeRegistrationRequest> valid(InputFile.Content content) {
    List<RuntimeRegistrationRequest> valid = new ArrayList<>();
    for (JsonNode item : content.items()) {
      JsonObject object = JsonObject.from(item);
      try {
        if (object != null) {
          valid.add(RuntimeRegistrationRequest.fromJson(object));
        }
      } catch (RuntimeApiException.InvalidRequest invalid) {
        // It is not sent.
      }
    }
    return valid;
  }
}
