package io.noetl.runtime.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "worker-1",
        " ~",
        "\\n",
        "\u00a0\u00e9",
        "\u061b\u061d",
        "火星",
        "\u200d",
        "\u2027\u202f",
        "\u2065\u206a",
        "👩‍🚀",
        "\ud7ff\ue000",
        "\ufefe\uff00\ufffd"
      })
  void harmlessTextIsTheSameInstance(String text) {
    assertSame(text, Printable.escape(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0000, 0000",
    "0001, 0008",
    "000b, 000c",
    "000e, 001f",
    "007f, 009f",
    "061c, 061c",
    "200e, 200f",
    "2028, 202e",
    "2066, 2069",
    "d800, dfff"
  })
  void unsafeCharactersAreWrittenAsFourHexDigits(String first, String last) {
    for (int c = Integer.parseInt(first, 16); c <= Integer.parseInt(last, 16); c++) {
      assertEquals("a\\u%04xz".formatted(c), Printable.escape("a" + (char) c + "z"));
    }
  }

  @Test
  void commonControlsHaveShortForms() {
    assertEquals("\\n\\r\\t", Printable.escape("\n\r\t"));
  }

  @Test
  void textAroundAnEscapeIsKept() {
    assertEquals("a🚀\\u001b[0m🚀\\u202ez", Printable.escape("a🚀\u001b[0m🚀\u202ez"));
  }

  @Test
  void halvesInTheWrongOrderAreTwoLoneSurrogates() {
    assertEquals("\\ude80\\ud83d", Printable.escape("\ude80\ud83d"));
  }
}
