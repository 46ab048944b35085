package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;

/**
 * Lists components of every kind where a server can; Python servers list worker pools alone, and
 * whoever asked for all is told so once.
 */
public final class AllKindsLister {

  private final Diagnostics diagnostics;
  private boolean onlyPools;

  public AllKindsLister(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The components that a registry lists of those that are meant. */
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

  /** What was asked for in the end, of a registry that was asked before. */
  public RuntimeListQuery listed(RuntimeListQuery meant) {
    return onlyPools && meant.kind() == null ? meant.withKind(RuntimeKind.WORKER_POOL) : meant;
  }
}
