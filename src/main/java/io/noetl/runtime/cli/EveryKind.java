package io.noetl.runtime.cli;

import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;

/**
 * Lists components of every kind where a server can; Python servers list worker pools alone, and
 * whoever asked for all is told so once.
 */
final class EveryKind {

  private final Diagnostics diagnostics;
  private boolean isOfPools;

  EveryKind(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The components that a registry lists of those that are meant. */
  RuntimeListResponse list(RuntimeApi registry, RuntimeListQuery meant) {
    try {
      return registry.list(listed(meant));
    } catch (RuntimeApiException.Unsupported unlisted) {
      if (meant.kind() != null || isOfPools) {
        throw unlisted;
      }
      RuntimeListResponse pools = registry.list(meant.withKind(RuntimeKind.WORKER_POOL));
      isOfPools = true;
      diagnostics.note(unlisted.getMessage() + ", so other kinds are left out");
      return pools;
    }
  }

  /** What was asked for in the end, of a registry that was asked before. */
  RuntimeListQuery listed(RuntimeListQuery meant) {
    return isOfPools && meant.kind() == null ? meant.withKind(RuntimeKind.WORKER_POOL) : meant;
  }
}
