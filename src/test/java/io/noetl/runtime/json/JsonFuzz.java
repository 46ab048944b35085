package io.noetl.runtime.json;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import java.util.Collections;
import java.util.List;

/** JSON is read or refused in one way, and what was read is written so that it reads the same. */
public final class JsonFuzz {

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    List<?> all = Collections.emptyList();
    try {
      all = Fuzzing.bounded(input, () -> Json.readAll(text));
    } catch (MalformedJsonException refused) {
      placed(refused);
    }
    try {
      Object value = Fuzzing.bounded(input, () -> Json.read(text));
      same(all, value);
      same(Json.readAll(Json.write(value)), value);
      same(Json.readAll(Json.writePretty(value)), value);
      same(Json.readAll(Fuzzing.text(Json.bytes(value))), value);
      Fuzzing.holds(!Fuzzing.drivesTerminal(Json.writePretty(value)), "a control was written");
    } catch (MalformedJsonException refused) {
      placed(refused);
    }
  }

  /** As text: 1e0 is written as 1, which reads as another type of number. */
  private static void same(List<?> read, Object value) {
    Fuzzing.same(Json.write(Collections.singletonList(value)), Json.write(read));
  }

  private static void placed(MalformedJsonException refused) {
    Fuzzing.holds(refused.line() >= 1 && refused.column() >= 1, "no place: " + refused);
  }
}
