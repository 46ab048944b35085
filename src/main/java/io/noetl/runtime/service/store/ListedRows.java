package io.noetl.runtime.service.store;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.service.jdbc.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows as components, and collects them. */
final class ListedRows implements ComponentSink {

  private final List<RuntimeComponentInfo> items = new ArrayList<>();
  private @Nullable Instant asOf;

  /** Passes the matching rows to the sink; returns their number. */
  static int read(ResultSet rows, Dialect dialect, RuntimeListQuery query, ComponentSink sink)
      throws SQLException {
    return read(rows, dialect, query, Integer.MAX_VALUE, sink);
  }

  /** The same for at most a number of rows. */
  static int read(
      ResultSet rows, Dialect dialect, RuntimeListQuery query, int most, ComponentSink sink)
      throws SQLException {
    RowReader reader = new RowReader(rows, dialect);
    int count = 0;
    Instant asOf = null;
    while (count < most && rows.next()) {
      if (asOf == null) {
        asOf = reader.asOf();
      }
      RuntimeComponentInfo component = reader.read();
      if (query.matches(component)) {
        sink.accept(component, asOf);
        count++;
      }
    }
    return count;
  }

  @Override
  public void accept(RuntimeComponentInfo component, @Nullable Instant time) {
    items.add(component);
    asOf = time;
  }

  RuntimeListResponse response() {
    return new RuntimeListResponse(items, JsonObject.EMPTY, asOf);
  }
}
