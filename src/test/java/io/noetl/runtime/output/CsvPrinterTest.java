package io.noetl.runtime.output;

import static io.noetl.runtime.output.Planet.EARTH;
import static io.noetl.runtime.output.Planet.MARS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvPrinterTest {

  private final Printer csv = new CsvPrinter();

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
