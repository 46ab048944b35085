package io.noetl.runtime.contract;

import io.noetl.runtime.schema.NameGlob;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.HashMap;
import java.util.Map;

/** Reads a list query from words such as {@code kind=broker env=prod}; other keys are labels. */
final class QueryWords {

  private QueryWords() {}

  static RuntimeListQuery read(String words) {
    Map<String, String> values = new HashMap<>();
    for (String word : words.split(" ")) {
      String[] parts = word.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    String kind = values.remove("kind");
    String name = values.remove("name");
    String glob = values.remove("glob");
    String runtime = values.remove("runtime");
    String status = values.remove("status");
    return RuntimeListQuery.of(kind == null ? null : RuntimeKind.of(kind))
        .withName(name)
        .withGlob(glob == null ? null : NameGlob.of(glob))
        .withRuntime(runtime)
        .withStatus(status)
        .withLabels(values);
  }
}
