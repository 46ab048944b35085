package io.noetl.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayWidthTest {

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "worker-1 ~, 10",
    "é, 1",
    "\u00ad, 1",
    "Ωж, 2",
    "→…, 2",
    "ﾊﾝｶｸ, 4",
  })
  void narrowTextTakesOneColumnACharacter(String text, int columns) {
    assertEquals(columns, DisplayWidth.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u1100",
        "\u115f",
        "\u2e80",
        "\u3000",
        "\u303e",
        "あ",
        "火",
        "한",
        "ꀀ",
        "Ａ",
        "￥",
        "\ud840\udc00",
        "\ud87f\udffd",
        "\ud81b\udfe0"
      })
  void wideAndFullwidthCharactersTakeTwo(String character) {
    assertEquals(2, DisplayWidth.of(character));
    assertEquals(4, DisplayWidth.of("a" + character + "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u10ff", "\u2e7f", "\u303f", "\uff61", "\uffe7", "\ud83c\uddef"})
  void neighboursOfWideCharactersTakeOne(String character) {
    assertEquals(1, DisplayWidth.of(character));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0301", "\u20dd", "\u200b", "\u200d", "\ufe0f", "\u1161", "\ud7b0", "\u001b", "\u2028",
        "\u2029"
      })
  void marksAndInvisibleCharactersTakeNone(String mark) {
    assertEquals(0, DisplayWidth.of(mark));
    assertEquals(1, DisplayWidth.of("x" + mark));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "🚀",
        "⌚",
        "👍🏽",
        "☝🏽",
        "❤️",
        "1️⃣",
        "🇯🇵",
        "👩‍🚀",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🏳‍🌈",
        "⛹🏽‍♂️",
        "👩🏽‍🤝‍👨🏿",
        "❤‍👩🏽",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿"
      })
  void emojiTakesTwoHoweverManyCharactersItIsMadeOf(String emoji) {
    assertEquals(2, DisplayWidth.of(emoji));
    assertEquals(6, DisplayWidth.of("a" + emoji + emoji + "b"));
  }

  @ParameterizedTest
  @CsvSource({"❤, 1", "x\u200d🚀, 3", "🚀\u200dx, 3", "x🏽, 3", "x\ufe0f, 1", "각, 2"})
  void charactersThatOnlyLookLikeASequenceAreCountedAlone(String text, int columns) {
    assertEquals(columns, DisplayWidth.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 4, abc…",
    "abcdef, 1, …",
    "水水水, 5, 水水…",
    "水水水, 4, 水…",
    "e\u0301e\u0301e\u0301, 3, e\u0301e\u0301…",
    "👨‍👩‍👧👨‍👩‍👧, 3, 👨‍👩‍👧…",
    "🇩🇪🇩🇪, 3, 🇩🇪…"
  })
  void cutTextEndsBetweenCharactersAndKeepsToItsRoom(String text, int columns, String cut) {
    assertEquals(cut, DisplayWidth.cut(text, columns));
    assertTrue(DisplayWidth.of(cut) <= columns, cut);
  }
}
