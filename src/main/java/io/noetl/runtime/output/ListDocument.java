package io.noetl.runtime.output;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The document of a list: the items, their count, then what else the envelope holds. */
final class ListDocument {

  private ListDocument() {}

  static <T> ObjectNode of(List<T> items, ObjectNode envelope, View<T> view) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode documents = document.putArray("items");
    for (T item : items) {
      documents.add(view.document().apply(item));
    }
    document.put("count", items.size());
    for (Map.Entry<String, JsonNode> entry : envelope.properties()) {
      document.putIfAbsent(entry.getKey(), entry.getValue());
    }
    return document;
  }
}
