package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes lists. Callers who ask at the same time may be given one and the same list: its items are
 * written once, by the first of them.
 */
final class ListBytes {

  private static final byte[] HEAD = "{\"items\":".getBytes(StandardCharsets.US_ASCII);

  /** Held weakly: it lives as long as somebody writes it. */
  private final AtomicReference<@Nullable WeakReference<Items>> latest = new AtomicReference<>();

  /** The items of one list, written on demand. */
  private static final class Items {

    private final RuntimeListResponse listed;
    private byte @Nullable [] json;

    Items(RuntimeListResponse listed) {
      this.listed = listed;
    }

    /** Comparing the items would take as long as writing them. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(RuntimeListResponse other) {
      return listed == other;
    }

    /** Who comes second waits for the first. */
    synchronized byte[] json() {
      if (json == null) {
        json = Json.bytes(listed.items().stream().map(item -> item.json().fields()).toList());
      }
      return json;
    }
  }

  /** The whole answer: items, their count and what stands behind them. */
  byte[] of(RuntimeListResponse listed, JsonObject rest) {
    byte[] items = items(listed).json();
    JsonObject tail = JsonObject.EMPTY.with("count", listed.items().size()).merge(rest);
    byte[] end = Json.bytes(tail);
    ByteArrayOutputStream answer =
        new ByteArrayOutputStream(HEAD.length + items.length + end.length);
    answer.write(HEAD, 0, HEAD.length);
    answer.write(items, 0, items.length);
    answer.write(',');
    // Without its opening brace.
    answer.write(end, 1, end.length - 1);
    return answer.toByteArray();
  }

  private Items items(RuntimeListResponse listed) {
    WeakReference<Items> held = latest.get();
    Items known = held == null ? null : held.get();
    if (known != null && known.isOf(listed)) {
      return known;
    }
    Items fresh = new Items(listed);
    latest.set(new WeakReference<>(fresh));
    return fresh;
  }
}
