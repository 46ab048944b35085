package io.noetl.runtime.service.store;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonNodes;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.MalformedJsonException;
import io.noetl.runtime.json.NestingLimits;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.service.jdbc.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Reads rows of a result, by position, as the components that the API shows. */
final class RowReader {

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

  /** How many parsed values of labels are kept, and the longest text of them. */
  private static final int MOST_LABELS = 64;

  private static final int MOST_KEPT = 1_000;

  private final ResultSet row;
  private final Dialect dialect;

  /** Whether the result has the column of capabilities, which very old tables lack. */
  private final boolean showsCapabilities;

  /**
   * Labels by their text: many components have the same, and to parse them is a third of a list.
   */
  private final Map<String, JsonNode> labels = new HashMap<>();

  /** A reader of the rows that the result gives one after the other. */
  RowReader(ResultSet row, Dialect dialect) throws SQLException {
    this.row = row;
    this.dialect = dialect;
    this.showsCapabilities = row.getMetaData().getColumnCount() == CAPABILITIES;
  }

  /** Reads the current row. */
  RuntimeComponentInfo read() throws SQLException {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("name", row.getString(NAME));
    fields.put("kind", row.getString(KIND));
    fields.put("runtime_id", row.getString(ID));
    fields.put("status", row.getString(STATUS));
    fields.set("runtime", jsonOf(row.getString(RUNTIME)));
    fields.put("uri", row.getString(URI));
    fields.set("capacity", JsonNodes.of(row.getObject(CAPACITY)));
    fields.set("labels", labelsOf(row.getString(LABELS)));
    if (showsCapabilities) {
      fields.set("capabilities", jsonOf(row.getString(CAPABILITIES)));
    }
    fields.put("heartbeat", time(HEARTBEAT));
    fields.put("created_at", time(CREATED_AT));
    fields.put("updated_at", time(UPDATED_AT));
    return new RuntimeComponentInfo(new JsonObject(fields));
  }

  /** The database's time at which the row was read. */
  Instant asOf() throws SQLException {
    return OffsetDateTime.parse(row.getString(AS_OF)).toInstant();
  }

  private @Nullable String time(int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : dialect.time(text);
  }

  private static @Nullable JsonNode jsonOf(@Nullable String text) {
    return text == null ? null : parsed(text);
  }

  private @Nullable JsonNode labelsOf(@Nullable String text) {
    if (text == null) {
      return null;
    }
    JsonNode known = labels.get(text);
    if (known != null) {
      return known;
    }
    JsonNode parsed = parsed(text);
    if (labels.size() < MOST_LABELS && text.length() <= MOST_KEPT) {
      labels.put(text, parsed);
    }
    return parsed;
  }

  /**
   * One malformed row must not hide the others: a value that is not JSON, has an overlong number or
   * is nested too deep is shown as text, or not at all if it is long.
   */
  private static JsonNode parsed(String text) {
    try {
      JsonNode value = Json.read(text);
      if (!NestingLimits.isDeeper(value, NestingLimits.MOST_LISTED)) {
        return value;
      }
    } catch (MalformedJsonException notJson) {
      // Shown as the text that it is.
    }
    return StringNode.valueOf(text.length() > MAX_MALFORMED ? Dialect.TOO_LARGE : text);
  }
}
