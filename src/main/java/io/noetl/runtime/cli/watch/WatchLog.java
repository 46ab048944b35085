package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.RegularFile;
import io.noetl.runtime.files.UnsuitableFileException;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Appends events to a file, a line of JSON each; the file may be moved away meanwhile. */
final class WatchLog implements WatchOutput {

  private static final int MOST_OF_A_LINE = 1024 * 1024;

  private final Path file;
  private final Diagnostics diagnostics;

  /**
   * Makes the file, so that one that cannot be written is told before anything is watched.
   *
   * @throws UsageException when it cannot be written, or is there and no log
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

  /** Lines of JSON are nothing to add to any other file, above all to one of settings. */
  private boolean hasEvents(RegularFile log) throws IOException {
    String start = new String(log.start(MOST_OF_A_LINE), StandardCharsets.UTF_8);
    if (!start.isEmpty() && !isOfLines(start)) {
      throw new UnsuitableFileException(file, "it is a file that is no log of a watch");
    }
    return !start.isEmpty();
  }

  /** The first line may be half an event, where the disk was full. */
  private static boolean isOfLines(String start) {
    String first = start.lines().findFirst().orElse("");
    if (first.startsWith(WatchEvent.JSON_START)) {
      return true;
    }
    try {
      return JsonObject.from(Json.read(first)) != null;
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

  /** Looked for anew for each line: whoever rotates logs moves it, or sets a link to another. */
  private void append(String text) throws IOException {
    RegularFile.at(file).append(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    // Nothing is open between two lines.
  }
}
