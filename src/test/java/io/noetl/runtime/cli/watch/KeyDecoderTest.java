package io.noetl.runtime.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.watch.Key.Name;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What terminals send for a key, also in parts. */
class KeyDecoderTest {

  private static final String ESCAPE = "\u001b";

  private static List<Key> decode(String... parts) {
    KeyDecoder decoder = new KeyDecoder();
    List<Key> keys = new ArrayList<>();
    for (String part : parts) {
      keys.addAll(decoder.decode(part.getBytes(UTF_8)));
    }
    return keys;
  }

  @ParameterizedTest
  @CsvSource({
    "[A, UP",
    "OA, UP",
    "[B, DOWN",
    "OB, DOWN",
    "[5~, PAGE_UP",
    "[6~, PAGE_DOWN",
    "[H, HOME",
    "OH, HOME",
    "[1~, HOME",
    "[7~, HOME",
    "[F, END",
    "OF, END",
    "[4~, END",
    "[8~, END",
    "OM, ENTER",
    "[3~, OTHER",
    "[1;5A, UP",
    "[C, OTHER"
  })
  void sequenceIsOneKeyHoweverItArrives(String sequence, Name name) {
    List<Key> expected = List.of(Key.of(name));
    assertEquals(expected, decode(ESCAPE + sequence));
    assertEquals(expected, decode((ESCAPE + sequence).split("")));
  }

  @Test
  void escapeAloneIsAKeyOnceNothingFollows() {
    KeyDecoder decoder = new KeyDecoder();
    assertEquals(List.of(), decoder.decode(ESCAPE.getBytes(UTF_8)));
    assertTrue(decoder.isWaiting());
    assertEquals(List.of(Key.of(Name.ESCAPE)), decoder.decode(new byte[0]));
    assertFalse(decoder.isWaiting());
    assertEquals(List.of(Key.of(Name.ESCAPE), Key.of(Name.UP)), decode(ESCAPE + ESCAPE + "[A"));
    assertEquals(List.of(Key.of(Name.ESCAPE), new Key(Name.TEXT, "q")), decode(ESCAPE + "q"));
  }

  @Test
  void sequenceThatNeverEndsIsDropped() {
    assertEquals(List.of(new Key(Name.TEXT, "q")), decode(ESCAPE + "[1;", "", "q"));
  }

  @Test
  void charactersAreKeysAlsoInParts() {
    assertEquals(
        List.of(
            new Key(Name.TEXT, "a"),
            new Key(Name.TEXT, "\u00fc"),
            new Key(Name.TEXT, "\ud83d\udc4d"),
            Key.of(Name.ENTER),
            Key.of(Name.BACKSPACE),
            Key.of(Name.CLEAR),
            Key.of(Name.OTHER)),
        decode("a\u00fc\ud83d\udc4d\n\u007f\u0015\u0001"));
    KeyDecoder decoder = new KeyDecoder();
    byte[] umlaut = "\u00fc".getBytes(UTF_8);
    assertEquals(List.of(), decoder.decode(new byte[] {umlaut[0]}));
    assertEquals(List.of(new Key(Name.TEXT, "\u00fc")), decoder.decode(new byte[] {umlaut[1]}));
  }
}
