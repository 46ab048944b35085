package io.noetl.runtime.cli.failure;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.LogFormat;
import io.noetl.runtime.secrets.SecretMessage;
import io.noetl.runtime.text.Printable;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Formats the messages of a process that keeps running: each with its time and its component. */
public final class LogLines {

  private final @Nullable LogFormat format;
  private final InstantSource clock;
  private volatile @Nullable Subject subject;

  /** The component that the process is for. */
  private record Subject(String kind, String name) {}

  /**
   * Lines of a log.
   *
   * @param option the value of {@code --log-format}; null if it is not given
   * @throws UsageException when there is no such format
   */
  public LogLines(@Nullable String option, InstantSource clock) {
    this(option == null ? null : format(option), clock);
  }

  /** Lines in a given format; null for the one that errors have. */
  public LogLines(@Nullable LogFormat format, InstantSource clock) {
    this.format = format;
    this.clock = clock;
  }

  /** Reads the value of {@code --log-format}. */
  public static LogFormat format(String option) {
    try {
      return LogFormat.of(option);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException("--log-format: " + unknown.getMessage(), null);
    }
  }

  /** Names the component in every further line. */
  public void name(String kind, String name) {
    subject = new Subject(kind, name);
  }

  boolean isJson(boolean otherwise) {
    return format == null ? otherwise : format == LogFormat.JSON;
  }

  /** The time of a message. */
  static String time(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** One line, without secrets and control characters. */
  String line(boolean asJson, String level, String event, String sentence, JsonObject more) {
    String time = time(clock);
    Subject named = subject;
    String masked = SecretMessage.of(sentence);
    if (!asJson) {
      String whose = named == null ? "" : named.kind + " " + named.name + ": ";
      return time + " " + Printable.escape(Diagnostics.PROGRAM + whose + masked);
    }
    JsonObject line = JsonObject.EMPTY.with("time", time).with("level", level).with("event", event);
    if (named != null) {
      line = line.with("kind", named.kind).with("name", named.name);
    }
    return Json.write(line.with("message", masked).merge(more.masked()));
  }
}
