package io.noetl.runtime.metric;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.MalformedJsonException;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.NameGlob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/**
 * Reads metrics from text: lines {@code name=number}, one JSON object, or the text format of
 * Prometheus.
 */
public final class MetricText {

  /** A longer text is cut in messages, in characters. */
  private static final int LONGEST_SHOWN = 60;

  private final List<NameGlob> match;
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>(1);
  private int leftOut;

  private MetricText(List<NameGlob> match) {
    this.match = match;
  }

  /**
   * What was read.
   *
   * @param values the metrics in their order, 32 at most
   * @param problem the first metric that is left out and why, and the number of others; empty for
   *     none
   */
  public record Reading(Map<String, Double> values, String problem) {}

  /**
   * Reads a text.
   *
   * @param match the names that are read; of labelled samples of one name the sum. Where there is
   *     none, every name, and no labelled samples.
   * @throws IOException if the text begins with a brace and is not a JSON object
   */
  public static Reading read(String text, List<NameGlob> match) throws IOException {
    MetricText reader = new MetricText(match);
    String stripped = text.strip();
    if (stripped.startsWith("{")) {
      reader.readJson(stripped);
    } else {
      reader.readLines(stripped);
    }
    return reader.reading();
  }

  private Reading reading() {
    values.entrySet().removeIf(metric -> !isFinite(metric));
    int tooMany = values.size() - HeartbeatMetrics.MOST;
    if (tooMany > 0) {
      List<String> names = List.copyOf(values.keySet());
      names.subList(HeartbeatMetrics.MOST, names.size()).forEach(values::remove);
      problems.add(0, tooMany + " metrics beyond the limit of " + HeartbeatMetrics.MOST);
      leftOut++;
    }
    String problem =
        problems.isEmpty()
            ? ""
            : problems.getFirst() + (leftOut > 1 ? " (and " + (leftOut - 1) + " more)" : "");
    return new Reading(values, problem);
  }

  private boolean isFinite(Map.Entry<String, Double> metric) {
    if (!Double.isFinite(metric.getValue())) {
      leaveOut(metric.getKey() + ": the sum is not a finite number");
      return false;
    }
    return true;
  }

  private void readJson(String text) throws IOException {
    JsonObject object;
    try {
      object = Json.readObject(text);
    } catch (MalformedJsonException malformed) {
      throw new IOException("the JSON is invalid", malformed);
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      double number = value.isNumber() ? value.doubleValue(Double.NaN) : Double.NaN;
      add(field.getKey(), number, value.isNumber() ? value.asString() : "", false);
    }
  }

  private void readLines(String text) {
    int number = 0;
    int begin = 0;
    while (begin < text.length()) {
      int end = text.indexOf('\n', begin);
      end = end < 0 ? text.length() : end;
      number++;
      String line = text.substring(begin, end).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        readLine(line, number);
      }
      begin = end + 1;
    }
  }

  /** {@code name=number}, or {@code name{labels} number timestamp} with the rest optional. */
  private void readLine(String line, int number) {
    int nameEnd = skip(line, 0, c -> c != '=' && c != '{' && !Character.isWhitespace(c));
    String name = line.substring(0, nameEnd);
    int next = skip(line, nameEnd, Character::isWhitespace);
    if (next < line.length() && line.charAt(next) == '=') {
      String value = line.substring(next + 1).strip();
      add(name, MetricNumber.parse(value), value, false);
      return;
    }
    boolean isLabelled = next < line.length() && line.charAt(next) == '{';
    int labelsEnd = isLabelled ? labelsEnd(line, next + 1) : next;
    int begin = labelsEnd < 0 ? line.length() : skip(line, labelsEnd, Character::isWhitespace);
    if (begin == line.length()) {
      leaveOut("line " + number + ": not a metric");
      return;
    }
    String value = line.substring(begin, skip(line, begin, c -> !Character.isWhitespace(c)));
    add(name, MetricNumber.parse(value), value, isLabelled);
  }

  private static int skip(String line, int from, IntPredicate isSkipped) {
    int at = from;
    while (at < line.length() && isSkipped.test(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The place behind the closing brace, which values in quotes may hold as well; -1 for none. */
  private static int labelsEnd(String line, int from) {
    boolean isQuoted = false;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (isQuoted && c == '\\') {
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == '}' && !isQuoted) {
        return i + 1;
      }
    }
    return -1;
  }

  private void add(String name, double value, String text, boolean isLabelled) {
    if (match.isEmpty() ? isLabelled : match.stream().noneMatch(glob -> glob.matches(name))) {
      return;
    }
    if (!HeartbeatMetrics.isName(name)) {
      leaveOut(shown(name) + ": not a metric name");
    } else if (Double.isNaN(value) || Double.isInfinite(value)) {
      leaveOut(
          name + ": " + (text.isEmpty() ? "no number" : shown(text) + " is not a finite number"));
    } else if (isLabelled) {
      values.merge(name, value, Double::sum);
    } else {
      values.put(name, value);
    }
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_SHOWN)))
            + "…";
  }

  private void leaveOut(String problem) {
    if (problems.isEmpty()) {
      problems.add(problem);
    }
    leftOut++;
  }
}
