package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;

/**
 * Lists components of all kinds. Python servers list worker pools only: then these are listed, with
 * one note on standard error.
 */
public final class AllKindsLister {

  private final Diagnostics diagnostics;
  private boolean onlyPools;

  public AllKindsLister(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * The components that match a query, or the worker pools among them where the registry lists no
   * other kind.
   */
  public RuntimeListResponse list(RuntimeApi registry, RuntimeListQuery meant) {
    try {
      return registry.list(listed(meant));
    } catch (RuntimeApiException.Unsupported unlisted) {
      if (meant.kind() != null || onlyPools) {
        throw unlisted;
      }
      RuntimeListResponse pools = registry.list(meant.withKind(RuntimeKind.WORKER_POOL));
      onlyPools = true;
      diagnostics.note(unlisted.getMessage() + ", so other kinds are left out");
      return pools;
    }
  }

  /**
   * The query that was sent by an earlier {@link #list}: that for worker pools after a fallback.
   */
  public RuntimeListQuery listed(RuntimeListQuery meant) {
    return onlyPools && meant.kind() == null ? meant.withKind(RuntimeKind.WORKER_POOL) : meant;
  }
}
