package io.noetl.runtime.output;

import static io.noetl.runtime.output.Planet.EARTH;
import static io.noetl.runtime.output.Planet.MARS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvPrinterTest {

  private final Printer csv = new CsvPrinter(false);

  @Test
  void listHasAHeaderAndAllColumnsQuotedWhereNeeded() {
    assertEquals(
        """
        name,state,moons,note
        mars,dry,2,
        earth,wet,1,"home, ""sweet"" home"
        """,
        Planet.list(csv, MARS, EARTH));
  }

  @Test
  void commaOrQuoteAloneIsReasonToQuote() {
    assertEquals(
        """
        name,state,moons,note
        "a,b","c""d",0,e f
        """,
        Planet.list(csv, new Planet("a,b", "c\"d", 0, "e f")));
  }

  /** What a spreadsheet would run is text to it; numbers stay numbers for those who read them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          =1+1             | '=1+1
          =HYPERLINK("x")  | "'=HYPERLINK(""x"")"
          +1+1             | '+1+1
          -1+1             | '-1+1
          -x               | '-x
          --server=x       | '--server=x
          @SUM(A1)         | '@SUM(A1)
          -540             | -540
          -1.5             | -1.5
          -                | -
          a=1              | a=1
          'quoted          | 'quoted
          """)
  void cellThatASpreadsheetWouldRunIsText(String cell, String written) {
    String header = "name,state,moons,note\n";
    String rest = ",new,0,none\n";

    assertEquals(header + written + rest, Planet.list(csv, Planet.named(cell)));
    String raw = cell.contains("\"") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    assertEquals(header + raw + rest, Planet.list(new CsvPrinter(true), Planet.named(cell)));
  }

  @Test
  void spaceAroundAFieldIsKept() {
    assertEquals(
        "name,state,moons,note\n x ,y,0, \n", Planet.list(csv, new Planet(" x ", "y", 0, " ")));
  }

  @Test
  void emptyListIsTheHeaderAlone() {
    assertEquals("name,state,moons,note\n", Planet.list(csv));
  }

  @Test
  void singleThingIsHeaderAndRow() {
    assertEquals("name,state,moons,note\nmars,dry,2,\n", MARS.print(csv));
  }

  @Test
  void controlCharactersAreShownEscaped() {
    assertEquals(
        "name,state,moons,note\na\\r\\nb\\u001b,new,0,none\n",
        Planet.list(csv, Planet.named("a\r\nb\u001b")));
  }
}
