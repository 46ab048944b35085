package io.noetl.runtime.cli.resident;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.metric.MetricNumber;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.text.ShellWord;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The metrics that {@code --metric} names. */
final class MetricValues {

  private MetricValues() {}

  /**
   * Reads them.
   *
   * @throws UsageException naming the first that is wrong
   */
  static HeartbeatMetrics of(List<String> given) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (String metric : given) {
      int equals = metric.indexOf('=');
      if (equals < 0) {
        throw new UsageException(
            "--metric " + ShellWord.of(metric) + " is not NAME=NUMBER", "use --metric active=3");
      }
      String name = metric.substring(0, equals).strip();
      if (name.length() > HeartbeatMetrics.LONGEST_NAME) {
        throw new UsageException(
            "--metric: the name has "
                + name.length()
                + " characters; at most "
                + HeartbeatMetrics.LONGEST_NAME
                + " are allowed",
            "use a shorter name");
      }
      if (!HeartbeatMetrics.isName(name)) {
        throw new UsageException(
            "--metric: " + ShellWord.of(name) + " is not a metric name",
            "use letters, digits, _ and :, and no digit at the start");
      }
      String text = metric.substring(equals + 1).strip();
      double number = MetricNumber.parse(text);
      if (Double.isNaN(number)) {
        throw new UsageException(
            "--metric " + ShellWord.of(metric) + ": the value is not a finite number",
            "use --metric " + name + "=3");
      }
      if (values.has(name)) {
        throw new UsageException("--metric " + name + " is given twice", "remove one of them");
      }
      values.set(name, HeartbeatMetrics.number(number));
    }
    if (values.size() > HeartbeatMetrics.MOST) {
      throw new UsageException(
          "--metric is given "
              + values.size()
              + " times; a heartbeat has at most "
              + HeartbeatMetrics.MOST
              + " metrics",
          "remove some of them");
    }
    return new HeartbeatMetrics(new JsonObject(values));
  }
}
