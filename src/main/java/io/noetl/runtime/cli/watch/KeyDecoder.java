package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.watch.Key.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns what a terminal sends into keys; a sequence may arrive in parts. */
final class KeyDecoder {

  private static final int ESCAPE = 0x1b;
  private static final int DELETE = 0x7f;
  private static final int CONTROL_U = 0x15;

  private byte[] pending = {};

  /** Whether a sequence has begun; it ends soon, or it was the key Esc. */
  boolean isWaiting() {
    return pending.length > 0;
  }

  /**
   * The keys that are complete.
   *
   * @param typed what has arrived; nothing when nothing came for a while
   */
  List<Key> decode(byte[] typed) {
    byte[] all = Arrays.copyOf(pending, pending.length + typed.length);
    System.arraycopy(typed, 0, all, pending.length, typed.length);
    boolean isLast = typed.length == 0;
    List<Key> keys = new ArrayList<>();
    int from = 0;
    int end = 0;
    while (from < all.length && end >= 0) {
      end = all[from] == ESCAPE ? sequence(all, from, isLast, keys) : character(all, from, keys);
      from = end < 0 ? from : end;
    }
    pending = isLast ? new byte[0] : Arrays.copyOfRange(all, from, all.length);
    return keys;
  }

  /** Adds the key of a sequence; gives its end, or -1 where it is not complete. */
  private static int sequence(byte[] all, int from, boolean isLast, List<Key> keys) {
    if (from + 1 == all.length || all[from + 1] == ESCAPE) {
      boolean isAlone = isLast || from + 1 < all.length;
      if (isAlone) {
        keys.add(Key.of(Name.ESCAPE));
      }
      return isAlone ? from + 1 : -1;
    }
    if (all[from + 1] != '[' && all[from + 1] != 'O') {
      // A key with Alt, or one right after Esc.
      keys.add(Key.of(Name.ESCAPE));
      return from + 1;
    }
    int end = from + 2;
    while (end < all.length && all[end] >= ' ' && all[end] <= '?') {
      end++;
    }
    if (end == all.length) {
      return -1;
    }
    String parameters = new String(all, from + 2, end - from - 2, StandardCharsets.US_ASCII);
    keys.add(Key.of(name((char) all[end], parameters)));
    return end + 1;
  }

  /** As terminals with the modes of a VT100, a VT220 and rxvt send them. */
  private static Name name(char last, String parameters) {
    return switch (last) {
      case 'A' -> Name.UP;
      case 'B' -> Name.DOWN;
      case 'H' -> Name.HOME;
      case 'F' -> Name.END;
      case 'M' -> Name.ENTER;
      case '~' ->
          switch (parameters) {
            case "1", "7" -> Name.HOME;
            case "4", "8" -> Name.END;
            case "5" -> Name.PAGE_UP;
            case "6" -> Name.PAGE_DOWN;
            default -> Name.OTHER;
          };
      default -> Name.OTHER;
    };
  }

  /** Adds a character in UTF-8; gives its end, or -1 where it is not complete. */
  private static int character(byte[] all, int from, List<Key> keys) {
    int first = all[from] & 0xff;
    int length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (from + length > all.length) {
      return -1;
    }
    if (first == '\n' || first == '\r') {
      keys.add(Key.of(Name.ENTER));
    } else if (first == DELETE || first == '\b') {
      keys.add(Key.of(Name.BACKSPACE));
    } else if (first == CONTROL_U) {
      keys.add(Key.of(Name.CLEAR));
    } else if (first < ' ') {
      keys.add(Key.of(Name.OTHER));
    } else {
      keys.add(new Key(Name.TEXT, new String(all, from, length, StandardCharsets.UTF_8)));
    }
    return from + length;
  }
}
