package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Paint;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.version.ComponentVersion;
import io.noetl.runtime.text.NaturalOrder;
import io.noetl.runtime.text.ShellWord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column of a list and the order of its values. */
public record ComponentColumn(Column<ListedComponent> column, Comparator<ListedComponent> key) {

  private static final Comparator<ListedComponent> BY_NAME =
      (one, other) -> one.name().compareTo(other.name());

  private static final Comparator<ListedComponent> BY_NATURAL_NAME =
      (one, other) -> NaturalOrder.compare(one.name(), other.name());

  private static final int LONGEST_NUMBER = 40;

  private static final List<ComponentColumn> TABLE =
      List.of(
          new ComponentColumn(Column.of("NAME", ListedComponent::name), (_, _) -> 0),
          text("KIND", component -> component.info().kind()),
          new ComponentColumn(
              Column.of("STATUS", ListedComponent::effectiveStatus).colored(ComponentColumn::color),
              by(component ->
                  (component.isOffline() || component.isBlocked())
                      ? 1
                      : rank(component.effectiveStatus()))),
          new ComponentColumn(
              Column.of("EXPIRES", ListedComponent::expires)
                  .inPipes(ListedComponent::expiresIn)
                  .inCsv(ComponentColumn::expiresInSeconds),
              by(component -> component.liveness().expiresIn())),
          new ComponentColumn(
              Column.of("AGE", ListedComponent::age)
                  .titled("LAST HEARTBEAT")
                  .inCsv(ComponentColumn::ageInSeconds),
              by(component -> component.liveness().age())),
          text("RUNTIME", component -> component.info().runtimeType()),
          number("CAPACITY", component -> component.info().capacity()));

  private static final List<ComponentColumn> MORE =
      List.of(
          text("HEARTBEAT", ListedComponent::heartbeat),
          text("HOST", component -> component.info().hostname()),
          number("PID", component -> component.info().pid()),
          text("URI", component -> component.info().uri()),
          text("LABELS", ListedComponent::labels),
          number("RUNTIME_ID", component -> component.info().runtimeId()),
          text("CAPABILITIES", ListedComponent::capabilities));

  private static final List<ComponentColumn> ASKED_FOR =
      List.of(
          text("LOGICAL", component -> component.info().logicalName()),
          new ComponentColumn(
              Column.of("VERSION", ComponentColumn::version), ComponentColumn::byVersion),
          new ComponentColumn(
              Column.<ListedComponent>of("LOAD", component -> load(component, ComponentLoad::bar))
                  .inPipes(component -> load(component, ComponentLoad::text))
                  .inCsv(component -> load(component, load -> Double.toString(load.share()))),
              by(ComponentColumn::idleShare)),
          new ComponentColumn(
              Column.of("BLOCKED", ComponentColumn::blocked),
              by(component -> component.blocked() == null ? null : !component.isBlocked())),
          text("BLOCKED_BY", component -> String.join("; ", component.blockedBy())),
          text("REGISTERED", component -> component.info().status()),
          text("CREATED", component -> component.time("created_at")),
          text("UPDATED", component -> component.time("updated_at")));

  /** The columns of a table, followed by the additional ones of {@code -o wide}. */
  static final List<Column<ListedComponent>> SHOWN =
      Stream.concat(
              TABLE.stream().map(ComponentColumn::column),
              MORE.stream().map(ComponentColumn::column).map(Column::inWide))
          .toList();

  /** The same columns for one kind, which only wide tables name. */
  static final List<Column<ListedComponent>> SHOWN_OF_ONE_KIND =
      SHOWN.stream()
          .map(column -> column.header().equals("kind") ? column.inWide() : column)
          .toList();

  /** Columns of blocked components: why they are blocked stands behind their status. */
  static List<Column<ListedComponent>> withBlockedBy(List<Column<ListedComponent>> columns) {
    List<Column<ListedComponent>> extended = new ArrayList<>(columns.size() + 1);
    for (Column<ListedComponent> column : columns) {
      extended.add(column);
      if (column.header().equals("status")) {
        extended.add(of("--columns", "blocked_by").column());
      }
    }
    return extended;
  }

  /** The order of names: by code points for machines, natural for people. */
  static Comparator<ListedComponent> byName(boolean forPeople) {
    return forPeople ? BY_NATURAL_NAME : BY_NAME;
  }

  /** The sort order by this column, in which ties are sorted by name. */
  public Comparator<ListedComponent> order(boolean forPeople) {
    return key.thenComparing(byName(forPeople));
  }

  /** The column names that {@link #of} accepts, besides {@code label:KEY} and {@code meta:KEY}. */
  public static List<String> names() {
    return List.of(TABLE, MORE, ASKED_FOR).stream()
        .flatMap(List::stream)
        .map(it -> it.column.header())
        .toList();
  }

  /** Whether the column with a name needs the graph of dependencies. */
  public static boolean needsDependencies(String name) {
    return name.strip().toLowerCase(Locale.ROOT).startsWith("blocked");
  }

  /**
   * The column with a name; {@code label:KEY}, {@code meta:KEY} and {@code metric:NAME} are columns
   * as well.
   */
  public static ComponentColumn of(String option, String name) {
    String wanted = name.strip();
    String metric = KeyedField.metric(wanted);
    if (metric != null) {
      return number(wanted, component -> component.info().metrics().text(metric));
    }
    KeyedField keyed = KeyedField.of(wanted);
    if (keyed != null) {
      String key = keyed.key();
      return keyed.isLabel()
          ? text(wanted, component -> component.info().labels().get(key))
          : text(wanted, component -> component.meta(key));
    }
    for (List<ComponentColumn> columns : List.of(TABLE, MORE, ASKED_FOR)) {
      for (ComponentColumn it : columns) {
        if (it.isNamed(wanted)) {
          return it;
        }
      }
    }
    throw new UsageException(
        option + ": there is no column " + ShellWord.of(wanted),
        "use label:KEY, meta:KEY, metric:NAME or one of " + String.join(", ", names()));
  }

  private boolean isNamed(String name) {
    return column.header().equalsIgnoreCase(name)
        || column.title().equalsIgnoreCase(name.replace('_', ' ').replace('-', ' '));
  }

  private static ComponentColumn text(
      String header, Function<ListedComponent, @Nullable String> text) {
    return new ComponentColumn(
        Column.of(header, component -> Objects.requireNonNullElse(text.apply(component), "")),
        by(text));
  }

  private static ComponentColumn number(
      String header, Function<ListedComponent, @Nullable String> text) {
    return new ComponentColumn(
        Column.of(header, component -> Objects.requireNonNullElse(text.apply(component), "")),
        by(component -> number(text.apply(component))));
  }

  /** Empty for a component without dependencies. */
  private static String blocked(ListedComponent component) {
    Boolean blocked = component.blocked();
    if (blocked == null) {
      return "";
    }
    return blocked ? "yes" : "no";
  }

  /** Empty for a component whose load is unknown. */
  private static String load(ListedComponent component, Function<ComponentLoad, String> text) {
    ComponentLoad load = ComponentLoad.of(component.info());
    return load == null ? "" : text.apply(load);
  }

  /** The busiest come first. */
  private static @Nullable Double idleShare(ListedComponent component) {
    ComponentLoad load = ComponentLoad.of(component.info());
    return load == null ? null : -load.share();
  }

  private static String version(ListedComponent component) {
    return Objects.requireNonNullElse(component.info().version(), "");
  }

  /** What is no version comes after all that are. */
  private static int byVersion(ListedComponent one, ListedComponent other) {
    ComponentVersion left = one.info().declaredVersion();
    ComponentVersion right = other.info().declaredVersion();
    if (left != null && right != null) {
      return ComponentVersion.compareInList(left, right);
    }
    return left == null && right == null
        ? version(one).compareTo(version(other))
        : Boolean.compare(left == null, right == null);
  }

  /** Problems come first; an unknown status may be one, so it comes before busy and ready. */
  private static int rank(String status) {
    return switch (status) {
      case Liveness.STALE -> 0;
      case "busy" -> 3;
      case "ready", "active" -> 4;
      default -> 2;
    };
  }

  private static Paint color(ListedComponent component) {
    return switch (component.effectiveStatus()) {
      case "ready", "active" -> Paint.GREEN;
      case "busy" -> Paint.CYAN;
      case Liveness.STALE -> Paint.YELLOW;
      case Liveness.OFFLINE -> Paint.RED;
      default -> Paint.NONE;
    };
  }

  /** Unknown values come last. */
  private static <K extends Comparable<? super K>> Comparator<ListedComponent> by(
      Function<ListedComponent, @Nullable K> key) {
    return (one, other) -> {
      K left = key.apply(one);
      K right = key.apply(other);
      if (left == null || right == null) {
        return Boolean.compare(left == null, right == null);
      }
      return left.compareTo(right);
    };
  }

  /**
   * The number in a text; null for texts that are too long to be a capacity or an id, since parsing
   * and adding huge numbers takes very long.
   */
  public static @Nullable BigDecimal number(@Nullable String text) {
    try {
      BigDecimal number =
          text == null || text.length() > LONGEST_NUMBER ? null : new BigDecimal(text);
      return number == null || Math.abs((long) number.scale()) > LONGEST_NUMBER ? null : number;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /** Rounded up while the time is positive, as in JSON. */
  private static String expiresInSeconds(ListedComponent component) {
    Duration expiresIn = component.liveness().expiresIn();
    return expiresIn == null ? "" : Long.toString(-expiresIn.negated().toSeconds());
  }

  private static String ageInSeconds(ListedComponent component) {
    Duration age = component.liveness().age();
    return age == null ? "" : Long.toString(age.toSeconds());
  }
}
