package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components that a registry listed.
 *
 * @param items in the order of the registry
 * @param envelope fields beside the items that this version does not know; usually empty
 * @param asOf the registry's own time when it answered, from which ages are measured; null where it
 *     gave none
 */
public record RuntimeListResponse(
    List<RuntimeComponentInfo> items, JsonObject envelope, @Nullable Instant asOf) {

  public RuntimeListResponse {
    items = List.copyOf(items);
  }
}
