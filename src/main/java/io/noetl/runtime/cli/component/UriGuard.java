package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Refuses changes that would clear a URI which the registry stores but does not show, as Python
 * servers do: a change over HTTP is a registration, which has to repeat every value.
 */
public final class UriGuard {

  public static final String HINT =
      "repeat it with --uri, add --force if there is none, or use --direct";

  private final Session session;
  private final boolean force;
  private final String hint;

  /**
   * A guard for one session.
   *
   * @param force whether to warn instead of refusing
   * @param hint the advice in the error
   */
  public UriGuard(Session session, boolean force, String hint) {
    this.session = session;
    this.force = force;
    this.hint = hint;
  }

  /**
   * Checks a change of a component.
   *
   * @param given the URI in the change; null for none
   * @throws RuntimeApiException.Conflict where the change would clear a URI
   */
  public void check(RuntimeComponentInfo row, @Nullable String given) {
    if (given != null || row.showsUri() || bringsItAgain(row)) {
      return;
    }
    String sentence =
        "this server does not show the uri of "
            + row.kind()
            + " "
            + row.name()
            + ", and a change clears it";
    if (!force) {
      throw new RuntimeApiException.Conflict(sentence, Details.NONE.withHint(hint));
    }
    session.diagnostics().warn("warning: " + sentence);
  }

  /**
   * Whether the worker repeats its registration: workers of 2026, which have {@code started_at},
   * register every 15 s.
   */
  private static boolean bringsItAgain(RuntimeComponentInfo row) {
    return row.json().object("runtime").has("started_at") && !row.status().equals(Liveness.OFFLINE);
  }
}
