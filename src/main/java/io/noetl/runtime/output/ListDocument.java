package io.noetl.runtime.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document of a list: the items, their count, then what else the envelope holds. */
final class ListDocument {

  private ListDocument() {}

  static <T> Map<String, @Nullable Object> of(
      List<T> items, Map<String, ? extends @Nullable Object> envelope, View<T> view) {
    List<Object> documents = new ArrayList<>(items.size());
    for (T item : items) {
      documents.add(view.document().apply(item));
    }
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("items", documents);
    document.put("count", items.size());
    for (Map.Entry<String, ? extends @Nullable Object> entry : envelope.entrySet()) {
      document.putIfAbsent(entry.getKey(), entry.getValue());
    }
    return document;
  }
}
