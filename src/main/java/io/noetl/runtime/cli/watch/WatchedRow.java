package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.watch.WatchEvent.Happening;
import io.noetl.runtime.output.Ages;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Paint;
import io.noetl.runtime.output.View;
import io.noetl.runtime.secrets.Confidential;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the screen: a component, and what happened to it lately. */
record WatchedRow(ListedComponent component, @Nullable WatchEvent lately, Instant asOf)
    implements Confidential<WatchedRow> {

  @Override
  public WatchedRow masked() {
    return new WatchedRow(component.masked(), lately, asOf);
  }

  /** The same columns, with the latest change behind the status. */
  static View<WatchedRow> view(View<ListedComponent> view) {
    Column<WatchedRow> change =
        Column.<WatchedRow>of("CHANGE", WatchedRow::change)
            .colored(row -> row.lately == null ? Paint.NONE : Paint.CYAN);
    List<Column<WatchedRow>> columns = new ArrayList<>();
    int behind = 0;
    for (Column<ListedComponent> column : view.columns()) {
      columns.add(column.in(WatchedRow::component));
      behind = column.header().equals("status") ? columns.size() : behind;
    }
    columns.add(behind == 0 ? columns.size() : behind, change);
    return new View<>(
        columns,
        row -> row.component.name(),
        row -> row.component.document(),
        row -> view.summary().apply(row.component));
  }

  private String change() {
    if (lately == null) {
      return "";
    }
    String what =
        lately.happening() == Happening.ADDED
            ? "new"
            : lately.was() == null ? "changed" : "was " + lately.was();
    return what + ", " + Ages.text(Duration.between(lately.time(), asOf)) + " ago";
  }
}
