package io.noetl.runtime.output;

import io.noetl.runtime.TestJson;
import tools.jackson.databind.JsonNode;

/** Shows which value was to become JSON, and in which form, in Java's own notation. */
final class ShownJson implements JsonText {

  @Override
  public String compact(JsonNode value) {
    return "compact " + TestJson.plain(value);
  }

  @Override
  public String pretty(JsonNode value) {
    return "pretty " + TestJson.plain(value);
  }
}
