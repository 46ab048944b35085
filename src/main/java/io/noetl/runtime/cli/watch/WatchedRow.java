package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.watch.WatchEvent.Happening;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Paint;
import io.noetl.runtime.output.View;
import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the screen: a component and its recent event. */
record WatchedRow(ListedComponent component, @Nullable WatchEvent recent, Instant asOf)
    implements Confidential<WatchedRow> {

  @Override
  public WatchedRow masked() {
    return new WatchedRow(component.masked(), recent, asOf);
  }

  /** The columns of a view, with the recent change after the status. */
  static View<WatchedRow> view(View<ListedComponent> view) {
    Column<WatchedRow> change =
        Column.<WatchedRow>of("CHANGE", WatchedRow::change)
            .colored(row -> row.recent == null ? Paint.NONE : Paint.CYAN);
    List<Column<WatchedRow>> columns = new ArrayList<>();
    int position = 0;
    for (Column<ListedComponent> column : view.columns()) {
      boolean isStatus = column.header().equals("status");
      columns.add(isStatus ? status(column) : column.in(WatchedRow::component));
      position = isStatus ? columns.size() : position;
    }
    columns.add(position == 0 ? columns.size() : position, change);
    return new View<>(
        columns,
        row -> row.component.name(),
        row -> row.component.document(),
        row -> view.summary().apply(row.component));
  }

  /** Blocked components are among those with a problem, so the screen says why. */
  private static Column<WatchedRow> status(Column<ListedComponent> column) {
    return Column.<WatchedRow>of("STATUS", row -> status(row.component))
        .colored(
            row -> row.component.isBlocked() ? Paint.YELLOW : column.color().apply(row.component));
  }

  private static String status(ListedComponent component) {
    return component.effectiveStatus() + (component.isBlocked() ? ", blocked" : "");
  }

  private String change() {
    if (recent == null) {
      return "";
    }
    String what =
        recent.happening() == Happening.ADDED
            ? "new"
            : recent.happening() == Happening.BLOCKED || recent.happening() == Happening.UNBLOCKED
                ? recent.happening().word()
                : recent.was() == null ? "changed" : "was " + recent.was();
    return what + ", " + AgeFormat.text(Duration.between(recent.time(), asOf)) + " ago";
  }
}
