package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names one component or several, or selects them by labels. */
public final class ComponentSelection {

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Names of the components (default: $NOETL_WORKER_POOL_NAME).")
  private List<String> names = List.of();

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "SELECTOR",
      order = 8,
      description = "All components with these labels; may be repeated.")
  private List<String> selectors = List.of();

  @Option(names = "--all", order = 9, description = "All components of the kind.")
  private boolean all;

  /**
   * Whether the command works on one component, as opposed to several names or a selection.
   *
   * @throws UsageException when names, a selector and --all are combined
   */
  public boolean isOne() {
    boolean selects = !selectors.isEmpty();
    if ((selects && all) || (!names.isEmpty() && (selects || all))) {
      String first = names.isEmpty() ? "--selector" : "NAME";
      String second = all ? "--all" : "--selector";
      throw new UsageException(
          first + " and " + second + " cannot be used together", "use only one of them");
    }
    return names.size() < 2 && !selects && !all;
  }

  /** Whether the components are selected by labels or all of them are meant. */
  public boolean isSelecting() {
    return all || !selectors.isEmpty();
  }

  /** The NAME of a command that works on one component; null for none. */
  public @Nullable String given() {
    return names.isEmpty() ? null : names.getFirst();
  }

  /** The name of the one component; the environment variable of the worker is the default. */
  public String one(Settings settings) {
    // NameArgument is loaded for a refusal only, which saves start-up time.
    String name = names.isEmpty() ? settings.text(Setting.NAME) : names.getFirst();
    return name == null || name.isBlank() ? NameArgument.of(given(), settings) : name;
  }

  /** The names and the rows that a list of the kind has for them. */
  public ListedSelection in(List<ListedComponent> listed, Settings settings) {
    if (isSelecting()) {
      RuntimeListQuery query = RuntimeListQuery.ALL.withLabels(labels()).withLeases(false);
      return new ListedSelection(
          listed.stream().filter(component -> query.matches(component.info())).toList(), List.of());
    }
    List<ListedComponent> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : all(settings)) {
      int before = found.size();
      listed.stream()
          .filter(component -> component.name().equals(name))
          .findFirst()
          .ifPresent(found::add);
      if (found.size() == before) {
        missing.add(name);
      }
    }
    return new ListedSelection(found, missing);
  }

  /**
   * The chosen components of a list.
   *
   * @param missing names that the list does not have
   */
  public record ListedSelection(List<ListedComponent> found, List<String> missing) {}

  /** The given names, normalised and without duplicates. */
  List<String> all(Settings settings) {
    return NameArgument.all(names, settings);
  }

  /** The labels of the selected components. */
  LabelSelector labels() {
    return SelectorOption.parse(selectors);
  }

  /**
   * Refuses several components for an option that works on one.
   *
   * @throws UsageException when several are named or selected
   */
  public void requireOne(String option) {
    if (!isOne()) {
      throw new UsageException(option + " works on one component", "name a single component");
    }
  }
}
