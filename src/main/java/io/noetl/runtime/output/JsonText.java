package io.noetl.runtime.output;

import tools.jackson.databind.JsonNode;

/** Makes JSON text, which ends without a line end. */
public interface JsonText {

  /** The value on one line. */
  String compact(JsonNode value);

  /** The value indented for people. */
  String pretty(JsonNode value);
}
