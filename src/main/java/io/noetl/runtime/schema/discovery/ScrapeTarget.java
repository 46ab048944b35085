package io.noetl.runtime.schema.discovery;

import io.noetl.runtime.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Where Prometheus reads the metrics of one component.
 *
 * @param address host and port
 * @param labels what Prometheus knows of the target before relabelling
 */
public record ScrapeTarget(String address, Map<String, String> labels) {

  /** The target as service discovery over HTTP and by files has it. */
  public JsonObject document() {
    return JsonObject.EMPTY.with("targets", List.of(address)).with("labels", labels);
  }
}
