package io.noetl.runtime.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.NameGlob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three formats of metrics. */
class MetricTextTest {

  private static final String FIRST = "abcXYZ_:";
  private static final String OTHERS = FIRST + "0189";

  private static MetricText.Reading read(String text, String... globs) throws IOException {
    return MetricText.read(text, Stream.of(globs).map(NameGlob::of).toList());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "active=3%queue=12 | {active=3.0, queue=12.0} | ",
        " active = 3 % %# queue=1%a:b=-1.5e-3 | {active=3.0, a:b=-0.0015} | ",
        "active=3%active=4 | {active=4.0} | ",
        "{'active':3,'queue':1.5} | {active=3.0, queue=1.5} | ",
        "# TYPE a gauge%a 3%b{q='x'} 4%c 5 1700000000000%# EOF | {a=3.0, c=5.0} | ",
        "a\t3 | {a=3.0} | ",
        "a-b=1%c=2 | {c=2.0} | a-b: not a metric name",
        "a=x%b=NaN%c=1 | {c=1.0} | a: x is not a finite number (and 1 more)",
        "a +Inf%b 1 | {b=1.0} | a: +Inf is not a finite number",
        "a=%b | {} | a: no number (and 1 more)",
        "b | {} | line 1: not a metric",
        "a=1%b{c='d' 4 | {a=1.0} | line 2: not a metric",
        "{'a':'3','b':null,'c':{},'d':4} | {d=4.0} | a: no number (and 2 more)",
        "{'a':1e999,'b':4} | {b=4.0} | a: 1E+999 is not a finite number",
        "{} | {} | ",
      })
  void formatsAreRead(String text, String values, String problem) throws IOException {
    MetricText.Reading reading = read(text.replace('%', '\n').replace('\'', '"'));
    assertEquals(values, reading.values().toString());
    assertEquals(problem == null ? "" : problem, reading.problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n ", "# nothing"})
  void textWithoutMetricsHasNone(String text) throws IOException {
    assertEquals(new MetricText.Reading(Map.of(), ""), read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":}", "{\"a\":1} x"})
  void brokenJsonIsAFailure(String text) {
    assertEquals(
        "the JSON is invalid", assertThrows(IOException.class, () -> read(text)).getMessage());
  }

  @Test
  void globsChooseNamesAndAddUpLabelledSamples() throws IOException {
    String page =
        """
        jobs{queue="a}b",x="\\""} 3
        jobs{queue="c"} 4 1700000000
        other 1
        jobs_total 9
        """;
    assertEquals("{jobs=7.0}", read(page, "jobs").values().toString());
    assertEquals("{jobs=7.0, jobs_total=9.0}", read(page, "jobs*").values().toString());
    assertEquals("{jobs=7.0, other=1.0}", read(page, "jobs", "o*").values().toString());
    assertEquals("{b=2.0}", read("a=1\nb=2", "[b-z]").values().toString());
    assertEquals("{b=2.0}", read("{\"a\":1,\"b\":2}", "b").values().toString());
    assertEquals(
        new MetricText.Reading(Map.of(), "a: the sum is not a finite number"),
        read("a{b=\"1\"} 1e308\na{b=\"2\"} 1e308\n", "a"));
  }

  @Test
  void metricsAfterTheLimitAreLeftOut() throws IOException {
    String text =
        Stream.iterate(0, i -> i + 1)
            .limit(40)
            .map(i -> "m" + i + "=" + i)
            .collect(Collectors.joining("\n"));
    MetricText.Reading reading = read(text);
    assertEquals(32, reading.values().size());
    assertEquals(31.0, reading.values().get("m31"));
    assertEquals("8 metrics beyond the limit of 32", reading.problem());
  }

  /** Whatever finite numbers have valid names are the same in each format. */
  @Test
  void formatsSayTheSame() throws IOException {
    SplittableRandom random = new SplittableRandom(24);
    for (int round = 0; round < 2_000; round++) {
      Map<String, Double> metrics = metrics(random);
      assertEquals(metrics, read(lines(metrics, random, "=")).values());
      assertEquals(metrics, read(lines(metrics, random, " ")).values());
      assertEquals(metrics, read(json(metrics)).values());
      assertEquals("", read(lines(metrics, random, " = ")).problem());
    }
  }

  /** Any text gives at most 32 finite numbers with valid names, or says that it is no JSON. */
  @Test
  void anyTextIsReadWithinTheLimits() {
    SplittableRandom random = new SplittableRandom(32);
    String signs = "ab=1.{}\" \n\\e-#:,N";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      MetricTextFuzz.checkText(text.toString());
    }
  }

  private static Map<String, Double> metrics(SplittableRandom random) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = random.nextInt(33); i > 0; i--) {
      StringBuilder name = new StringBuilder();
      name.append(FIRST.charAt(random.nextInt(FIRST.length())));
      for (int length = random.nextInt(128); length > 0; length--) {
        name.append(OTHERS.charAt(random.nextInt(OTHERS.length())));
      }
      double value = Double.longBitsToDouble(random.nextLong());
      metrics.put(name.toString(), Double.isFinite(value) ? value : (double) random.nextInt());
    }
    return metrics;
  }

  private static String lines(Map<String, Double> metrics, SplittableRandom random, String sign) {
    List<String> lines = new ArrayList<>();
    metrics.forEach((name, value) -> {
      if (random.nextInt(4) == 0) {
        lines.add("# HELP " + name + " of the test");
      }
      boolean hasTime = sign.equals(" ") && random.nextBoolean();
      lines.add(name + sign + value + (hasTime ? " 1700000000000" : ""));
    });
    return String.join(random.nextBoolean() ? "\r\n" : "\n", lines);
  }

  private static String json(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(metric -> "\"" + metric.getKey() + "\": " + metric.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
