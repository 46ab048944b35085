package io.noetl.runtime.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.text.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration file is read or refused, can be edited, and its words are values or refused. */
public final class ConfigTextFuzz {

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    words(text);
    try {
      Object root = Fuzzing.bounded(input, () -> new Read(YamlFile.parseWritten(text))).value();
      if (root instanceof Map<?, ?> map) {
        Map<Object, Object> texts = new LinkedHashMap<>(map);
        texts.values().removeIf(value -> !(value instanceof String));
        edit(text);
        Fuzzing.holds(
            texts.isEmpty() || texts.equals(YamlFile.parseWritten(YamlTree.write(texts))),
            "written as another: " + texts);
      }
    } catch (MalformedYamlException refused) {
      Fuzzing.holds(
          !Fuzzing.drivesTerminal(String.valueOf(refused.getMessage())), refused.getMessage());
    }
  }

  private static void edit(String text) {
    YamlTree tree = new YamlTree(text);
    tree.put(List.of("contexts", "prod", "server_url"), "http://host:8083");
    tree.keepsComments(tree.text());
    tree.put(List.of("contexts"), null);
    tree.keepsComments(tree.text());
  }

  private static void words(String text) {
    try {
      Duration duration = DurationText.parse(text);
      Fuzzing.holds(duration.toNanos() > 0, "a duration of " + duration);
    } catch (IllegalArgumentException refused) {
      // The one way to refuse it.
    }
    try {
      Fuzzing.holds(ValueText.count(text) >= 0, "a negative count");
    } catch (IllegalArgumentException refused) {
      // The one way to refuse it.
    }
    ListText.entries(ListText.ofCommaList(text));
  }

  /** What was read, which may be nothing. */
  private record Read(Object value) {}
}
