package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.CountText;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.Keyboard;
import io.noetl.runtime.cli.process.Screen;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.text.DisplayWidth;
import io.noetl.runtime.text.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws the components on the alternate screen of a terminal, in place. */
final class WatchScreen implements WatchOutput {

  /** How long a change is shown beside its component. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  // Line wrapping is off, so that a long line takes only one row.
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final String END = ", Ctrl-C ends";
  private static final String KEYS = ", q ends, ? help";
  private static final String HOME = "\u001b[H";
  private static final String END_OF_LINE = "\u001b[K\r\n";
  private static final String CLEAR_BELOW = "\u001b[K\u001b[J";

  private final PrintWriter out;
  private final Screen screen;
  private final Presenter present;
  private final View<WatchedRow> view;
  private final WatchView shown;
  private final @Nullable Keyboard keyboard;
  private final Map<ComponentKey, WatchEvent> recent = new LinkedHashMap<>();
  private final String interval;
  private List<ListedComponent> components = List.of();
  private @Nullable Instant asOf;
  private @Nullable WatchEvent outage;
  private boolean hasKeys;
  private boolean entered;
  private boolean suspended;
  private boolean closed;

  WatchScreen(
      Environment environment,
      Presenter present,
      View<ListedComponent> view,
      List<WatchOrder> orders,
      String interval) {
    this.out = environment.out();
    this.screen = environment.terminals().screen();
    this.present = present;
    this.view = WatchedRow.view(view);
    this.shown = new WatchView(orders);
    this.keyboard = environment.terminals().in() ? screen.keyboard() : null;
    this.interval = interval;
    claim();
    out.flush();
  }

  @Override
  public synchronized void seen(
      List<ListedComponent> current, List<WatchEvent> events, Instant now) {
    boolean first = asOf == null;
    components = current;
    asOf = now;
    outage = null;
    for (WatchEvent event : events) {
      ListedComponent component = event.component();
      if (component != null && !first) {
        recent.put(component.info().key(), event);
      }
    }
    recent.values().removeIf(event -> Duration.between(event.time(), now).compareTo(RECENT) > 0);
    draw();
  }

  @Override
  public synchronized void lost(WatchEvent event) {
    outage = event;
    draw();
  }

  /** Draws the components of the last poll in the current size of the terminal. */
  synchronized void draw() {
    if (!claim()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    List<WatchedRow> rows = asOf == null ? List.of() : rows(asOf);
    lines.add(title());
    lines.add(second(rows.size()));
    if (asOf != null) {
      List<String> table = present.lines(rows, view, screen.columns());
      int left = screen.rows() == 0 ? 0 : Math.max(1, screen.rows() - lines.size());
      lines.addAll(shown.fitting(table, left));
    }
    out.append(HOME).append(String.join(END_OF_LINE, lines)).append(CLEAR_BELOW).flush();
  }

  /** The outage, and the filter that is typed or selected. */
  private String second(int rows) {
    return outage == null || shown.isTyping() ? shown.description(rows) : outageLine(outage);
  }

  /** Takes keys and draws once; false when one of them ends the watch. */
  synchronized boolean press(List<Key> keys) {
    for (Key key : keys) {
      if (!shown.press(key)) {
        return false;
      }
    }
    draw();
    return true;
  }

  private String title() {
    Instant now = asOf;
    if (now == null) {
      return "asking the registry";
    }
    Map<String, Integer> statuses = new TreeMap<>();
    components.forEach(it -> statuses.merge(it.effectiveStatus(), 1, Integer::sum));
    String counts =
        statuses.entrySet().stream()
            .map(status -> ", " + status.getValue() + " " + status.getKey())
            .collect(Collectors.joining());
    long blocked = components.stream().filter(ListedComponent::isBlocked).count();
    counts += blocked > 0 ? ", " + blocked + " blocked" : "";
    String all = Printable.escape(CountText.components(components.size()) + counts);
    String moment = now.truncatedTo(ChronoUnit.SECONDS).toString();
    String time = timeOfDay(moment);
    String end = hasKeys ? KEYS : END;
    return firstThatFits(
        all + " at " + moment + ", " + interval + end,
        all + " at " + time + ", " + interval + end,
        all + " at " + time + end,
        all + " at " + time,
        all);
  }

  /** The first title that leaves the last column free, as drawing does, or the last one. */
  private String firstThatFits(String... titles) {
    return Arrays.stream(titles).filter(this::fits).findFirst().orElse(titles[titles.length - 1]);
  }

  private boolean fits(String line) {
    int columns = screen.columns();
    return columns == 0 || DisplayWidth.of(line) < columns;
  }

  private static String timeOfDay(String moment) {
    return moment.substring(moment.indexOf('T') + 1);
  }

  private String outageLine(WatchEvent event) {
    String moment = event.time().toString();
    String problem = ": " + Printable.escape(String.valueOf(event.detail()));
    String line =
        firstThatFits(
            "UNREACHABLE since " + moment + ", retrying" + problem,
            "UNREACHABLE since " + timeOfDay(moment) + problem,
            "UNREACHABLE" + problem);
    return present.alarm(fits(line) ? line : DisplayWidth.cut(line, screen.columns() - 1));
  }

  /** The components and those that were removed recently. */
  private List<WatchedRow> rows(Instant now) {
    List<ListedComponent> all = new ArrayList<>(components);
    for (WatchEvent event : recent.values()) {
      if (event.happening() == WatchEvent.Happening.REMOVED && event.component() != null) {
        all.add(event.component());
      }
    }
    return all.stream()
        .filter(shown::isWanted)
        .sorted(shown.order())
        .map(component -> new WatchedRow(component, recent.get(component.info().key()), now))
        .toList();
  }

  /**
   * Enters or leaves the alternate screen as the process moves between foreground and background;
   * returns whether it may draw.
   */
  private boolean claim() {
    if (closed || suspended) {
      return false;
    }
    if (!screen.isInForeground()) {
      leave();
    } else if (!entered) {
      entered = true;
      hasKeys = keyboard != null && keyboard.take();
      out.append(ENTER);
    }
    return entered;
  }

  private void leave() {
    if (entered) {
      entered = false;
      // First of all, since a terminal that takes no output would keep it.
      if (keyboard != null) {
        keyboard.giveBack();
      }
      out.append(LEAVE).flush();
    }
  }

  /** Leaves the alternate screen until {@link #resume}. */
  synchronized void suspend() {
    suspended = true;
    leave();
  }

  /** Enters the alternate screen again and draws everything, if in the foreground. */
  synchronized void resume() {
    suspended = false;
    if (screen.isInForeground()) {
      entered = false;
    }
    draw();
  }

  /** Draws after a return to the foreground, which not every shell signals. */
  @Override
  public synchronized void tick() {
    if (!entered) {
      draw();
    }
  }

  @Override
  public synchronized void close() {
    leave();
    closed = true;
  }
}
