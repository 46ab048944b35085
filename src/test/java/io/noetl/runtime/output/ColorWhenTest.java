package io.noetl.runtime.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorWhenTest {

  @ParameterizedTest
  @CsvSource({"auto, AUTO", "Always, ALWAYS", "NEVER, NEVER"})
  void wordIsUnderstoodInEitherCase(String word, ColorWhen when) {
    assertEquals(when, ColorWhen.of(word));
  }

  @Test
  void unknownWordIsRefusedWithTheListOfWords() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> ColorWhen.of("some\ttimes"));
    assertEquals("'some\\ttimes' is not one of auto, always, never", refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      nullValues = "-",
      textBlock =
          """
          WHEN,   NO_COLOR, CLICOLOR_FORCE, TERM,  TERMINAL, COLORED
          AUTO,   -,        -,              -,     true,     true
          AUTO,   -,        -,              xterm, true,     true
          AUTO,   -,        -,              xterm, false,    false
          AUTO,   -,        -,              dumb,  true,     false
          AUTO,   '',       '',             '',    true,     true
          AUTO,   '',       '',             '',    false,    false
          AUTO,   1,        -,              xterm, true,     false
          AUTO,   0,        -,              xterm, true,     false
          AUTO,   1,        1,              xterm, true,     false
          AUTO,   -,        1,              dumb,  false,    true
          AUTO,   '',       1,              dumb,  false,    true
          AUTO,   -,        0,              xterm, false,    false
          AUTO,   -,        0,              xterm, true,     true
          ALWAYS, 1,        0,              dumb,  false,    true
          NEVER,  -,        1,              xterm, true,     false
          """)
  void theFirstSettingThatAppliesDecides(
      ColorWhen when, String noColor, String force, String term, boolean terminal, boolean on) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NO_COLOR", noColor);
    environment.put("CLICOLOR_FORCE", force);
    environment.put("TERM", term);
    assertEquals(on, when.resolve(environment::get, terminal));
  }
}
