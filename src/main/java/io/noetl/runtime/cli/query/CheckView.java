package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.output.View;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.util.List;

/** How {@code check} and {@code wait} show a component: one line with its status. */
final class CheckView {

  static final View<ListedComponent> VIEW =
      new View<>(
          ListedComponent.VIEW.columns(),
          ListedComponent.VIEW.name(),
          ListedComponent.VIEW.document(),
          component -> List.of(line(component)));

  private CheckView() {}

  private static String line(ListedComponent component) {
    Duration age = component.liveness().age();
    return component.info().kind()
        + " "
        + component.name()
        + ": "
        + component.liveness().effectiveStatus()
        + (age == null ? "" : ", last heartbeat " + AgeFormat.text(age) + " ago");
  }
}
