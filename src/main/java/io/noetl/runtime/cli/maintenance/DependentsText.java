package io.noetl.runtime.cli.maintenance;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.maintenance.DependentRows;
import io.noetl.runtime.schema.maintenance.DependentRows.Effect;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Describes the effects of a deletion on rows of other tables. */
record DependentsText(List<DependentRows> all) {

  /** The end of a sentence about the deleted components. */
  String clause(boolean exactly) {
    StringBuilder text = new StringBuilder();
    for (DependentRows rows : all) {
      switch (rows.effect()) {
        case DELETED -> text.append(", along with ").append(number(rows, exactly));
        case DETACHED ->
            text.append("; ")
                .append(number(rows, exactly))
                .append(" no longer ")
                .append(refer(rows));
        case REFUSED -> {}
      }
    }
    return text.toString();
  }

  /** Why the database would refuse the deletion; empty where it would not. */
  String refusal() {
    StringBuilder text = new StringBuilder();
    for (DependentRows rows : all) {
      if (rows.effect() == Effect.REFUSED) {
        text.append("; the database refuses it while ")
            .append(number(rows, true))
            .append(' ')
            .append(refer(rows));
      }
    }
    return text.toString();
  }

  private static String refer(DependentRows rows) {
    return Objects.equals(rows.rows(), 1L) ? "refers to them" : "refer to them";
  }

  private static String number(DependentRows rows, boolean exactly) {
    Long count = rows.rows();
    String table = " of " + rows.table();
    if (count == null) {
      return "rows" + table + " that could not be counted";
    }
    return (exactly ? "" : "up to ") + count + (count == 1 ? " row" : " rows") + table;
  }

  /** The effects as JSON. */
  JsonObject envelope() {
    return all.isEmpty()
        ? JsonObject.EMPTY
        : JsonObject.EMPTY.with(
            "dependents",
            all.stream()
                .map(rows ->
                    JsonObject.EMPTY
                        .with("table", rows.table())
                        .with("effect", rows.effect().name().toLowerCase(Locale.ROOT))
                        .with("rows", rows.rows()))
                .toList());
  }
}
