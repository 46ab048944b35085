package io.noetl.runtime.endpoint.context;

import io.noetl.runtime.json.JsonObject;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes the log, in which foreign text is escaped. */
public final class ServerLog {

  private final EndpointContext context;

  public ServerLog(EndpointContext context) {
    this.context = context;
  }

  public void info(String event, JsonObject more) {
    if (!context.quiet()) {
      write("info", event, more);
    }
  }

  public void warn(String event, JsonObject more) {
    write("warning", event, more);
  }

  /** An unexpected error, with the place where it was thrown. */
  public void bug(String event, Throwable fault, JsonObject more) {
    StackTraceElement[] trace = fault.getStackTrace();
    write(
        "error",
        event,
        more.with("error", fault.toString())
            .with("at", trace.length == 0 ? null : trace[0].toString()));
  }

  public static JsonObject with(String field, @Nullable Object value) {
    return JsonObject.EMPTY.with(field, value);
  }

  private void write(String level, String event, JsonObject more) {
    context.log().accept(line(level, event, more, context));
  }

  /** One line of the log. */
  public static String line(String level, String event, JsonObject more, EndpointContext context) {
    return context
        .format()
        .line(
            JsonObject.EMPTY
                .with("time", context.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .with("level", level)
                .with("event", event)
                .merge(more.masked()));
  }
}
