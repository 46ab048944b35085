package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ComponentColumn;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.secrets.SecretMask;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Groups components by a column or by their labels.
 *
 * @param by the name of the column
 * @param keys the keys of the groups that a component belongs to
 * @param order the order of the groups; null for the order of keys
 */
record ComponentGroups(
    String by,
    Function<ListedComponent, List<String>> keys,
    @Nullable Comparator<ListedComponent> order) {

  /** A group of components. */
  record Group(String by, String key, List<ListedComponent> members)
      implements Confidential<Group> {

    @Override
    public Group masked() {
      String name = by.substring(by.indexOf(':') + 1);
      return new Group(by, SecretMask.text(name, key), members);
    }
  }

  private static final String EVERY_LABEL = "label";

  /** Groups by a column; with {@code label}, a component is in one group for each of its labels. */
  static ComponentGroups by(String name) {
    if (name.strip().equals(EVERY_LABEL)) {
      return new ComponentGroups(EVERY_LABEL, ComponentGroups::labels, null);
    }
    ComponentColumn column = ComponentColumn.of("--group-by", name);
    return new ComponentGroups(
        column.column().header(),
        component -> List.of(column.column().text().apply(component)),
        column.order(true));
  }

  private static List<String> labels(ListedComponent component) {
    return component.info().labels().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .toList();
  }

  List<Group> of(List<ListedComponent> components) {
    Map<String, List<ListedComponent>> groups =
        order == null ? new TreeMap<>() : new LinkedHashMap<>();
    components.stream()
        .sorted(order == null ? Comparator.comparing(ListedComponent::name) : order)
        .forEach(component ->
            keys.apply(component)
                .forEach(
                    key -> groups.computeIfAbsent(key, k -> new ArrayList<>()).add(component)));
    return groups.entrySet().stream()
        .map(group -> new Group(by, group.getKey(), group.getValue()))
        .toList();
  }

  /**
   * How groups are shown.
   *
   * @param countsOnly whether to show only the number of members
   * @param groups the groups; without metrics there is no column of their sums
   */
  View<Group> view(boolean countsOnly, List<Group> groups) {
    List<Column<Group>> columns = new ArrayList<>();
    columns.add(Column.of(by, Group::key));
    columns.add(Column.of("COUNT", group -> Integer.toString(group.members.size())));
    if (!countsOnly) {
      if (!by.equals("status")) {
        columns.add(Column.of("STATUSES", ComponentGroups::statusText));
      }
      columns.add(Column.of("CAPACITY", group -> capacity(group).toPlainString()));
      if (groups.stream().anyMatch(group -> !metrics(group).isEmpty())) {
        columns.add(Column.of("METRICS", ComponentGroups::metricText));
      }
    }
    return new View<>(
        columns,
        Group::key,
        group -> document(group, countsOnly),
        group -> List.of(group.key + " " + group.members.size()));
  }

  private ObjectNode document(Group group, boolean countsOnly) {
    JsonObject counted =
        JsonObject.EMPTY
            .with(by, group.key.isEmpty() ? null : group.key)
            .with("count", group.members.size());
    if (countsOnly) {
      return counted.node();
    }
    JsonObject summed = counted.with("statuses", statuses(group)).with("capacity", capacity(group));
    Map<String, BigDecimal> metrics = metrics(group);
    return (metrics.isEmpty() ? summed : summed.with("metrics", metrics)).node();
  }

  /** The sums of what the members reported, by name. */
  private static Map<String, BigDecimal> metrics(Group group) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (ListedComponent component : group.members) {
      JsonObject values = component.info().metrics();
      for (String name : values.names()) {
        BigDecimal value = ComponentColumn.number(values.text(name));
        if (value != null) {
          sums.merge(name, value, BigDecimal::add);
        }
      }
    }
    return sums;
  }

  private static String metricText(Group group) {
    return metrics(group).entrySet().stream()
        .map(metric -> metric.getKey() + "=" + metric.getValue().toPlainString())
        .collect(Collectors.joining(" "));
  }

  private static Map<String, Integer> statuses(Group group) {
    Map<String, Integer> counts = new TreeMap<>();
    group.members.forEach(it -> counts.merge(it.effectiveStatus(), 1, Integer::sum));
    return counts;
  }

  private static String statusText(Group group) {
    return statuses(group).entrySet().stream()
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }

  private static BigDecimal capacity(Group group) {
    return group.members.stream()
        .map(component -> ComponentColumn.number(component.info().capacity()))
        .map(capacity -> capacity == null ? BigDecimal.ZERO : capacity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
