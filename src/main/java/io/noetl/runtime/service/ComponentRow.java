package io.noetl.runtime.service;

import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.MalformedJsonException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a row of the table as the component that the API shows. */
final class ComponentRow {

  private ComponentRow() {}

  /** The row at which the cursor stands. */
  static RuntimeComponentInfo read(ResultSet row) throws SQLException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", row.getString("name"));
    fields.put("kind", row.getString("kind"));
    fields.put("runtime_id", row.getString("runtime_id"));
    fields.put("status", row.getString("status"));
    fields.put("runtime", jsonOf(row.getString("runtime")));
    fields.put("uri", row.getString("uri"));
    fields.put("capacity", row.getObject("capacity"));
    fields.put("labels", jsonOf(row.getString("labels")));
    fields.put("heartbeat", row.getString("heartbeat"));
    fields.put("created_at", row.getString("created_at"));
    fields.put("updated_at", row.getString("updated_at"));
    return new RuntimeComponentInfo(new JsonObject(fields));
  }

  /** One odd row must not hide the others: what is not JSON is shown as the text it is. */
  private static @Nullable Object jsonOf(@Nullable String text) {
    try {
      return text == null ? null : Json.read(text);
    } catch (MalformedJsonException notJson) {
      return text;
    }
  }
}
