package io.noetl.runtime.output;

import static io.noetl.runtime.output.Planet.EARTH;
import static io.noetl.runtime.output.Planet.MARS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablePrinterTest {

  private static final Terminal COLORED = new Terminal(true, 20, true);

  private final Printer table = new TablePrinter(false, Terminal.NONE);
  private final Printer wide = new TablePrinter(true, Terminal.NONE);

  @Test
  void columnsAreAlignedAndTheLastOneIsNotPadded() {
    assertEquals(
        """
        NAME   STATE  MOONS
        earth  wet    1
        mars   dry    2
        """,
        Planet.list(table, EARTH, MARS));
  }

  @Test
  void wideTableHasAllColumns() {
    assertEquals(
        """
        NAME   STATE  MOONS  NOTE
        earth  wet    1      home, "sweet" home
        """,
        Planet.list(wide, EARTH));
  }

  @Test
  void emptyListIsTheHeaderAlone() {
    assertEquals("NAME  STATE  MOONS\n", Planet.list(table));
  }

  @Test
  void envelopeHasNoPlaceInATable() {
    assertEquals(
        "NAME  STATE  MOONS\n", Planet.list(table, TestJson.fields(Map.of("runtime", "cpu"))));
  }

  @Test
  void blankCellsAreDashes() {
    assertEquals(
        """
        NAME  STATE  MOONS  NOTE
        -     -      7      -
        """,
        Planet.list(wide, new Planet("", " ", 7, "  ")));
  }

  @Test
  void spaceAroundACellIsLeftOut() {
    assertEquals(
        """
        NAME  STATE  MOONS  NOTE
        x     y      7      z
        """,
        Planet.list(wide, new Planet(" x", "y ", 7, "z  ")));
  }

  @Test
  void cellsThatTakeTwoColumnsACharacterAreAligned() {
    assertEquals(
        """
        NAME  STATE  MOONS
        火星  new    0
        🇯🇵x   new    0
        e\u0301     new    0
        """,
        Planet.list(table, Planet.named("火星"), Planet.named("🇯🇵x"), Planet.named("e\u0301")));
  }

  @ParameterizedTest
  @CsvSource({"3, 1", "15, 1", "16, 2", "22, 2", "23, 3", "0, 3"})
  void roomIsCountedInColumnsNotInCharacters(int width, int columns) {
    String[] header = {"NAME     ", "STATE", "MOONS"};
    String[] row = {"火星🇯🇵e\u0301xx", "new  ", "0"};
    String expected =
        String.join("  ", List.of(header).subList(0, columns)).stripTrailing()
            + "\n"
            + String.join("  ", List.of(row).subList(0, columns)).stripTrailing()
            + "\n";
    Planet planet = Planet.named("火星🇯🇵e\u0301xx");
    assertEquals(
        expected, Planet.list(new TablePrinter(false, new Terminal(true, width, false)), planet));
  }

  @Test
  void pipeAndWideTableHaveAllColumnsWhateverTheWidth() {
    String all =
        """
        NAME  STATE  MOONS
        火星  new    0
        """;
    assertEquals(
        all,
        Planet.list(new TablePrinter(false, new Terminal(false, 5, false)), Planet.named("火星")));
    assertEquals(
        """
        NAME  STATE  MOONS  NOTE
        火星  new    0      none
        """,
        Planet.list(new TablePrinter(true, new Terminal(true, 5, false)), Planet.named("火星")));
  }

  @Test
  void controlCharactersAreShownEscaped() {
    assertEquals(
        """
        NAME                 STATE  MOONS
        \\u001b[31mred\\nNAME  new    0
        """,
        Planet.list(table, Planet.named("\u001b[31mred\nNAME")));
  }

  @Test
  void longCellsAreNotCut() {
    String name = "n".repeat(2_048);
    assertEquals(
        "NAME" + " ".repeat(2_046) + "STATE  MOONS\n" + name + "  new    0\n",
        Planet.list(table, Planet.named(name)));
  }

  /** Else every other row would be as long. */
  @Test
  void cellsLongerThanAnyComponentMayHaveAreCut() {
    String table2 = Planet.list(table, Planet.named("n".repeat(500_000)), MARS);
    assertEquals(
        "NAME" + " ".repeat(2_046) + "STATE  MOONS", table2.lines().findFirst().orElseThrow());
    assertEquals(3 * (2_048 + 14), table2.length(), 20);
  }

  @Test
  void statesAreColoredWhereWantedWithoutMovingTheColumns() {
    assertEquals(
        """
        NAME   STATE  MOONS
        earth  \u001b[32mwet\u001b[m    1
        mars   \u001b[31mdry\u001b[m    2
        venus  new    0
        """,
        Planet.list(new TablePrinter(false, COLORED), EARTH, MARS, Planet.named("venus")));
  }

  @Test
  void interactiveTerminalWithoutColorGetsPlainText() {
    assertEquals(
        """
        NAME   STATE  MOONS
        earth  wet    1
        """,
        Planet.list(new TablePrinter(false, new Terminal(true, 20, false)), EARTH));
  }

  @Test
  void singleThingIsItsSummary() {
    String expected =
        """
        Planet earth
          note: home, "sweet" home
        """;
    assertEquals(expected, EARTH.print(table));
    assertEquals(expected, EARTH.print(wide));
  }

  @Test
  void valueCannotForgeALineOfTheSummary() {
    assertEquals(
        """
        Planet x\\n  note: forged\\u009b2J
          note: none
        """,
        Planet.named("x\n  note: forged\u009b2J").print(table));
  }

  @Test
  void oneLongCellDoesNotHideTheColumnsAfterIt() {
    Printer narrow = new TablePrinter(false, new Terminal(true, 28, false));
    assertEquals(
        """
        NAME              STATE
        mars              dry
        a-name-of-twent…  wet
        """,
        Planet.list(narrow, MARS, new Planet("a-name-of-twenty-five-cha", "wet", 12345, "")));
    assertEquals(
        """
        NAME                  STATE
        mars                  dry
        a-name-of-twentytwo.  wet
        """,
        Planet.list(narrow, MARS, new Planet("a-name-of-twentytwo.", "wet", 12345, "")),
        "what has room is not cut");
    assertEquals(
        """
        NAME
        a-name-of-twenty-five-cha
        """,
        Planet.list(narrow, new Planet("a-name-of-twenty-five-cha", "a-state-of-many", 1, "")),
        "nothing is cut for a column that has no room all the same");
  }
}
