package io.noetl.runtime.cli;

import io.noetl.runtime.schema.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/** Appends events to a file, a line of JSON each; the file may be moved away meanwhile. */
final class WatchLog implements WatchOutlet {

  private final Path file;
  private final Diagnostics diagnostics;

  /** Makes the file, so that one that cannot be written is told before anything is watched. */
  WatchLog(Path file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
    try {
      append("");
    } catch (IOException unwritable) {
      throw new UsageException(
          "cannot write the log " + file + ": " + InputFile.reason(unwritable),
          "name a file that may be written");
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
      append(Json.write(event.toJson()) + "\n");
    } catch (IOException failure) {
      diagnostics.warn("lost a line of " + file + ": " + InputFile.reason(failure));
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void close() {
    // Nothing is open between two lines.
  }
}
