package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.json.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** Writes one line per event and flushes it. */
final class WatchLines implements WatchOutput {

  private final PrintWriter out;
  private final boolean asJson;
  private final Presenter present;

  WatchLines(PrintWriter out, boolean asJson, Presenter present) {
    this.out = out;
    this.asJson = asJson;
    this.present = present;
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
    out.append(asJson ? Json.write(present.shown(event).toJson()) : event.line())
        .append('\n')
        .flush();
  }

  @Override
  public void close() {
    // Every line is flushed, and the stream belongs to the caller.
  }
}
