package io.noetl.runtime.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrinterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TABLE | 'NAME  STATE  MOONS\nmars  dry    2\n'
          WIDE  | 'NAME  STATE  MOONS  NOTE\nmars  dry    2      -\n'
          JSON  | 'pretty {items=[{name=mars, moons=2, note=null}], count=1}\n'
          JSONL | 'compact {name=mars, moons=2, note=null}\n'
          YAML  | 'items:\n- name: mars\n  moons: 2\n  note: null\ncount: 1\n'
          CSV   | 'name,state,moons,note\nmars,dry,2,\n'
          NAME  | 'mars\n'
          """)
  void everyFormatHasItsPrinter(OutputFormat format, String expected) {
    Printer printer = Printer.of(format, Terminal.NONE, new ShownJson());
    assertEquals(expected, Planet.list(printer, Planet.MARS));
  }
}
