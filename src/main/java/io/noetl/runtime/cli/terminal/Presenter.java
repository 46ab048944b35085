package io.noetl.runtime.cli.terminal;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.ColorWhen;
import io.noetl.runtime.output.JsonText;
import io.noetl.runtime.output.MarkedLine;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.output.Paint;
import io.noetl.runtime.output.Printer;
import io.noetl.runtime.output.Terminal;
import io.noetl.runtime.output.View;
import io.noetl.runtime.secrets.Confidential;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints results to standard output in the selected format. */
public final class Presenter {

  private static final JsonText JSON =
      new JsonText() {
        @Override
        public String compact(JsonNode value) {
          return Json.write(value);
        }

        @Override
        public String pretty(JsonNode value) {
          return Json.writePretty(value);
        }
      };

  private final PrintWriter out;
  private final Printer printer;
  private final OutputFormat format;
  private final boolean color;
  private final boolean quiet;
  private final boolean showsSecrets;

  private Presenter(
      PrintWriter out,
      Printer printer,
      OutputFormat format,
      boolean color,
      boolean quiet,
      boolean showsSecrets) {
    this.out = out;
    this.printer = printer;
    this.format = format;
    this.color = color;
    this.quiet = quiet;
    this.showsSecrets = showsSecrets;
  }

  /** A presenter for data without secrets. */
  public static Presenter of(Settings settings, boolean quiet, Environment environment) {
    return of(settings, quiet, false, environment);
  }

  /** A presenter for data from a registry; with {@code showsSecrets} nothing is masked. */
  public static Presenter of(
      Settings settings, boolean quiet, boolean showsSecrets, Environment environment) {
    OutputFormat format = settings.choice(Setting.OUTPUT, OutputFormat::of);
    ColorWhen when = settings.choice(Setting.COLOR, ColorWhen::of);
    boolean byFile = settings.get(Setting.COLOR).origin() instanceof Origin.File;
    boolean forbidden = !environment.variables().getOrDefault("NO_COLOR", "").isEmpty();
    boolean color =
        !(byFile && forbidden)
            && when.resolve(environment.variables()::get, environment.terminals().out());
    Terminal terminal =
        new Terminal(environment.terminals().out(), environment.terminals().columns(), color);
    return new Presenter(
        environment.out(), Printer.of(format, terminal, JSON), format, color, quiet, showsSecrets);
  }

  /** An item with its secrets masked, unless they are shown. */
  @SuppressWarnings("unchecked") // a masked item has the same type
  public <T> T shown(T item) {
    // The result of a request in words contains no values of the row.
    boolean isOpen = showsSecrets || (item instanceof Outcome && isForPeople());
    return !isOpen && item instanceof Confidential<?> confidential
        ? (T) confidential.masked()
        : item;
  }

  private <T> List<T> shown(List<T> items) {
    if (showsSecrets || items.isEmpty() || !(items.getFirst() instanceof Confidential)) {
      return items;
    }
    List<T> shown = new ArrayList<>(items.size());
    for (T item : items) {
      shown.add(shown(item));
    }
    return shown;
  }

  /** Whether a list has one document per line, so that items can be printed one by one. */
  public boolean isLineByLine() {
    return format == OutputFormat.JSONL;
  }

  public <T> void one(T item, View<T> view) {
    if (!quiet) {
      printer.one(shown(item), view, out);
    }
  }

  /** The same without hiding columns on narrow terminals. */
  public Presenter uncut() {
    return new Presenter(
        out,
        Printer.of(format, new Terminal(false, 0, color), JSON),
        format,
        color,
        quiet,
        showsSecrets);
  }

  /** Prints additional lines, in the human-readable formats only. */
  public void lines(String... lines) {
    if (isForPeople() && !quiet) {
      for (String line : lines) {
        out.append(line).append('\n');
      }
    }
  }

  /** Whether the format is a human-readable one. */
  public boolean isForPeople() {
    return format == OutputFormat.TABLE || format == OutputFormat.WIDE;
  }

  /** Whether the format shows whole objects. */
  public boolean showsDocuments() {
    return format == OutputFormat.JSON
        || format == OutputFormat.JSONL
        || format == OutputFormat.YAML;
  }

  /** Whether the format has a row for each item, as opposed to a document or a name. */
  public boolean isTabular() {
    return isForPeople() || format == OutputFormat.CSV || format == OutputFormat.CSV_RAW;
  }

  /** Prints a diff, in the human-readable formats only. */
  public void difference(List<MarkedLine> lines) {
    if (isForPeople() && !quiet) {
      lines.forEach(line -> line.print(color, out));
    }
  }

  /** How many columns the last table left out because the terminal is too narrow. */
  public int hiddenColumns() {
    return printer.hiddenColumns();
  }

  public <T> void list(List<T> items, JsonObject envelope, View<T> view) {
    if (!quiet) {
      printer.list(shown(items), envelope.node(), view, out);
    }
  }

  /** The lines of a table for a terminal of a given width. */
  public <T> List<String> lines(List<T> items, View<T> view, int columns) {
    StringWriter text = new StringWriter();
    Printer.of(format, new Terminal(true, columns, color), JSON)
        .list(shown(items), JsonObject.EMPTY.node(), view, new PrintWriter(text));
    return text.toString().lines().toList();
  }

  /** A line that is highlighted where colors are used. */
  public String alarm(String line) {
    return color ? Paint.RED.on(line) : line;
  }
}
