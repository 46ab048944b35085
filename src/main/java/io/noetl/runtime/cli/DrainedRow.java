package io.noetl.runtime.cli;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The component that is to drain or to resume, as it was a moment ago by the registry's clock. */
record DrainedRow(RuntimeComponentInfo info, @Nullable Instant asOf) {

  static DrainedRow find(RuntimeKind kind, String name, Session session, RegistryOptions registry) {
    RuntimeListQuery query = RuntimeListQuery.named(kind, name);
    RuntimeListResponse listed = session.registry().list(query);
    if (listed.items().isEmpty()) {
      throw new RuntimeApiException.UnknownComponent(
          kind, String.valueOf(query.name()), Details.NONE.withHint(registry.listHint(kind)));
    }
    return new DrainedRow(listed.items().getFirst(), listed.asOf());
  }

  String name() {
    return info.name();
  }
}
