package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an address from being lost that a registry stores but does not show, as Python servers do:
 * a change over HTTP is a registration, which brings every value again that is to stay.
 */
public final class UriGuard {

  public static final String HINT =
      "repeat it with --uri, add --force if there is none, or use --direct";

  private final Session session;
  private final boolean force;
  private final String hint;

  /**
   * A guard of one session.
   *
   * @param force whether to warn only
   * @param hint what to do instead
   */
  public UriGuard(Session session, boolean force, String hint) {
    this.session = session;
    this.force = force;
    this.hint = hint;
  }

  /**
   * Checks a change of a row.
   *
   * @param given the address that the change brings; null for none
   * @throws RuntimeApiException.Conflict where the change would clear an address
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
   * Workers of 2026 register every 15 s, as which they say when they started, with all they have.
   */
  private static boolean bringsItAgain(RuntimeComponentInfo row) {
    return row.json().object("runtime").has("started_at") && !row.status().equals(Liveness.OFFLINE);
  }
}
