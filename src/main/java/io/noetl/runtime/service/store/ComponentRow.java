package io.noetl.runtime.service.store;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonNodes;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.MalformedJsonException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.service.jdbc.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Reads a row of the table, by position, as the component that the API shows. */
final class ComponentRow {

  private static final int ID = 1;
  private static final int NAME = 2;
  private static final int KIND = 3;
  private static final int URI = 4;
  private static final int STATUS = 5;
  private static final int CAPACITY = 6;
  private static final int LABELS = 7;
  private static final int RUNTIME = 8;
  private static final int HEARTBEAT = 9;
  private static final int CREATED_AT = 10;
  private static final int UPDATED_AT = 11;
  private static final int AS_OF = 12;
  private static final int CAPABILITIES = 13;

  /** The longest malformed value that is shown, as long as the longest number allowed. */
  private static final int MAX_MALFORMED = 1_000;

  private ComponentRow() {}

  /** Whether a result has the column of capabilities, which very old tables lack. */
  static boolean showsCapabilities(ResultSet rows) throws SQLException {
    return rows.getMetaData().getColumnCount() == CAPABILITIES;
  }

  /** Reads the current row. */
  static RuntimeComponentInfo read(ResultSet row, Dialect dialect, boolean showsCapabilities)
      throws SQLException {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("name", row.getString(NAME));
    fields.put("kind", row.getString(KIND));
    fields.put("runtime_id", row.getString(ID));
    fields.put("status", row.getString(STATUS));
    fields.set("runtime", jsonOf(row.getString(RUNTIME)));
    fields.put("uri", row.getString(URI));
    fields.set("capacity", JsonNodes.of(row.getObject(CAPACITY)));
    fields.set("labels", jsonOf(row.getString(LABELS)));
    if (showsCapabilities) {
      fields.set("capabilities", jsonOf(row.getString(CAPABILITIES)));
    }
    fields.put("heartbeat", time(row.getString(HEARTBEAT), dialect));
    fields.put("created_at", time(row.getString(CREATED_AT), dialect));
    fields.put("updated_at", time(row.getString(UPDATED_AT), dialect));
    return new RuntimeComponentInfo(new JsonObject(fields));
  }

  /** The database's time at which the row was read. */
  static Instant asOf(ResultSet row) throws SQLException {
    return OffsetDateTime.parse(row.getString(AS_OF)).toInstant();
  }

  private static @Nullable String time(@Nullable String text, Dialect dialect) {
    return text == null ? null : dialect.time(text);
  }

  /**
   * One malformed row must not hide the others: a value that is not JSON, or has an overlong
   * number, is shown as text, or not at all if it is long.
   */
  private static @Nullable JsonNode jsonOf(@Nullable String text) {
    try {
      return text == null ? null : Json.read(text);
    } catch (MalformedJsonException notJson) {
      return StringNode.valueOf(text.length() > MAX_MALFORMED ? Dialect.TOO_LARGE : text);
    }
  }
}
