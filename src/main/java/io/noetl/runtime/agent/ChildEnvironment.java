package io.noetl.runtime.agent;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a child: those of this process, environ(7), byte for byte, but for a few. Java's
 * own view of them is text, in which bytes that are no UTF-8 are lost.
 */
@SuppressWarnings("restricted") // the launcher allows native access
final class ChildEnvironment {

  private ChildEnvironment() {}

  /**
   * The block that posix_spawn(3) takes.
   *
   * @param changes what to set; null to take a variable away
   */
  static MemorySegment block(Map<String, @Nullable String> changes, Arena arena) {
    List<MemorySegment> entries = new ArrayList<>();
    MemorySegment own = pointer(CLibrary.symbol("environ"), 0);
    for (int i = 0; ; i++) {
      MemorySegment entry = pointer(own, i);
      if (entry.address() == 0) {
        break;
      }
      String text = entry.reinterpret(Integer.MAX_VALUE).getString(0, StandardCharsets.ISO_8859_1);
      int equals = text.indexOf('=');
      if (equals < 0 || !changes.containsKey(text.substring(0, equals))) {
        entries.add(entry);
      }
    }
    changes.forEach((name, value) -> {
      if (value != null) {
        entries.add(arena.allocateFrom(name + "=" + value));
      }
    });
    return vector(entries, arena);
  }

  /** An array of pointers that ends with a null pointer. */
  static MemorySegment vector(List<MemorySegment> entries, Arena arena) {
    MemorySegment vector = arena.allocate(ValueLayout.ADDRESS, entries.size() + 1L);
    for (int i = 0; i < entries.size(); i++) {
      vector.setAtIndex(ValueLayout.ADDRESS, i, entries.get(i));
    }
    return vector;
  }

  private static MemorySegment pointer(MemorySegment array, int index) {
    return array
        .reinterpret((index + 1L) * ValueLayout.ADDRESS.byteSize())
        .getAtIndex(ValueLayout.ADDRESS, index);
  }
}
