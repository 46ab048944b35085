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

/** The items of one list, as they come. */
final class ListBuilder {

  private static final byte[] HEAD = "{\"items\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COMMA = {','};
  private static final byte[] CLOSE = {']', ','};

  /** A longer list goes to a file, in bytes; ten thousand components need half. */
  private static final int MOST_KEPT = 8 << 20;

  /** So much of it at a time. */
  private static final int PORTION = 1 << 20;

  private final JsonBytes bytes;
  private final @Nullable ListPage page;
  private @Nullable RuntimeComponentInfo last;
  private final ListStorage room;
  private final boolean takesGzip;
  private @Nullable SpilledList spilled;
  private int count;
  private boolean isCut;

  /**
   * No items yet.
   *
   * @param bytes where they are put together
   * @param page the part of the list that is wanted; null for all
   * @param takesGzip whether it may be compressed
   */
  ListBuilder(JsonBytes bytes, @Nullable ListPage page, ListStorage room, boolean takesGzip) {
    this.bytes = bytes;
    this.page = page;
    this.room = room;
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
    if (bytes.size() > (spilled == null ? MOST_KEPT : PORTION)) {
      spill();
    }
  }

  private void spill() {
    if (spilled == null) {
      spilled = room.file(takesGzip);
    }
    spilled.take(bytes);
  }

  void giveUp() {
    if (spilled != null) {
      spilled.release();
    }
  }

  ListStorage.Kept end(JsonObject rest) {
    JsonObject tail = JsonObject.EMPTY.with("count", count).merge(rest);
    if (page != null) {
      tail = tail.with("next", isCut && last != null ? ListPage.key(last) : null);
    }
    byte[] end = Json.bytes(tail);
    bytes.raw(CLOSE);
    // Without its opening brace.
    bytes.raw(Arrays.copyOfRange(end, 1, end.length));
    if (spilled == null && room.keep(bytes.size())) {
      return room.kept(bytes, takesGzip && bytes.size() >= Gzip.SHORTEST);
    }
    spill();
    SpilledList file = Objects.requireNonNull(spilled);
    file.finish();
    return new ListStorage.Kept(new byte[0], file, takesGzip, file::release);
  }

  boolean isSpilled() {
    return spilled != null;
  }
}
