package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.RegularFile;
import io.noetl.runtime.files.UnsuitableFileException;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Appends events to a file as lines of JSON; the file may be rotated meanwhile. */
final class WatchLog implements WatchOutput {

  private static final int MOST_OF_A_LINE = 1024 * 1024;

  private final Path file;
  private final Diagnostics diagnostics;

  /**
   * Creates the file, so that errors are reported before the watch begins.
   *
   * @throws UsageException when it cannot be written, or exists and is not a log
   */
  WatchLog(Path file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
    try {
      RegularFile log = RegularFile.at(file);
      boolean isTorn = log.exists() && hasEvents(log) && log.endsWithinALine();
      log.append(isTorn ? new byte[] {'\n'} : new byte[0]);
    } catch (IOException unwritable) {
      throw new UsageException(
          "cannot write the log " + file + ": " + FileFailure.reason(unwritable),
          "name a new file, or an earlier log");
    }
  }

  /** Whether the log has events; a file with other content is refused, to protect it. */
  private boolean hasEvents(RegularFile log) throws IOException {
    String start = new String(log.start(MOST_OF_A_LINE), StandardCharsets.UTF_8);
    if (!start.isEmpty() && !isOfLines(start)) {
      throw new UnsuitableFileException(file, "the file is not a log of watch");
    }
    return !start.isEmpty();
  }

  /** The first line may be part of an event, if the disk was full. */
  private static boolean isOfLines(String start) {
    String first = start.lines().findFirst().orElse("");
    if (first.startsWith(WatchEvent.JSON_START)) {
      return true;
    }
    try {
      JsonObject event = JsonObject.from(Json.read(first));
      return event != null && event.text("time") != null && event.text("event") != null;
    } catch (MalformedJsonException other) {
      return false;
    }
  }

  @Override
  public void seen(List<ListedComponent> components, List<WatchEvent> events, Instant asOf) {
    events.forEach(this::write);
  }

  @Override
  public void lost(WatchEvent outage) {
    write(outage);
  }

  private void write(WatchEvent event) {
    try {
      append(Json.write(event.masked().toJson()) + "\n");
    } catch (IOException failure) {
      diagnostics.warn("lost a line of " + file + ": " + FileFailure.reason(failure));
    }
  }

  /** The file is opened for each line, since log rotation may move it or change a link. */
  private void append(String text) throws IOException {
    RegularFile.at(file).append(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    // The file is not kept open between two lines.
  }
}
