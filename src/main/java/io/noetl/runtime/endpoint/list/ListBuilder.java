package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonBytes;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the JSON of one list, item by item. */
final class ListBuilder {

  private static final byte[] HEAD = "{\"items\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COMMA = {','};
  private static final byte[] CLOSE = {']', ','};

  /** A longer list, in bytes, goes to a file; ten thousand components need half of it. */
  private static final int MOST_IN_MEMORY = 8 << 20;

  /** How many bytes are written to the file at a time. */
  private static final int PORTION = 1 << 20;

  private final JsonBytes bytes;
  private final @Nullable ListPage page;
  private @Nullable RuntimeComponentInfo last;
  private final ListStorage storage;
  private final boolean takesGzip;
  private @Nullable SpilledList spilled;
  private int count;
  private boolean isCut;

  /**
   * A list without items.
   *
   * @param bytes the buffer for the JSON
   * @param page the part of the list that is wanted; null for all
   * @param takesGzip whether it may be compressed
   */
  ListBuilder(JsonBytes bytes, @Nullable ListPage page, ListStorage storage, boolean takesGzip) {
    this.bytes = bytes;
    this.page = page;
    this.storage = storage;
    this.takesGzip = takesGzip;
    bytes.raw(HEAD);
  }

  void add(RuntimeComponentInfo item) {
    if (page != null && count == page.limit()) {
      isCut = true;
      return;
    }
    if (count > 0) {
      bytes.raw(COMMA);
    }
    bytes.value(item.json());
    last = item;
    count++;
    if (bytes.size() > (spilled == null ? MOST_IN_MEMORY : PORTION)) {
      spill();
    }
  }

  private void spill() {
    if (spilled == null) {
      spilled = storage.file(takesGzip);
    }
    spilled.take(bytes);
  }

  void discard() {
    if (spilled != null) {
      spilled.release();
    }
  }

  WrittenList end(JsonObject rest) {
    JsonObject tail = JsonObject.EMPTY.with("count", count).merge(rest);
    if (page != null) {
      tail = tail.with("next", isCut && last != null ? ListPage.key(last) : null);
    }
    byte[] end = Json.bytes(tail);
    bytes.raw(CLOSE);
    // Without the opening brace of the tail.
    bytes.raw(Arrays.copyOfRange(end, 1, end.length));
    if (spilled == null && storage.keep(bytes.size())) {
      return storage.kept(bytes, takesGzip && bytes.size() >= Gzip.SHORTEST);
    }
    spill();
    SpilledList file = Objects.requireNonNull(spilled);
    file.finish();
    return new WrittenList(new byte[0], file, takesGzip, file::release);
  }

  boolean isSpilled() {
    return spilled != null;
  }
}
