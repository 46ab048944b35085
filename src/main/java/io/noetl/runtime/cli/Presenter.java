package io.noetl.runtime.cli;

import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.output.ColorWhen;
import io.noetl.runtime.output.JsonText;
import io.noetl.runtime.output.MarkedLine;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.output.Printer;
import io.noetl.runtime.output.Terminal;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows results on standard output in the format that was asked for. */
final class Presenter {

  private static final JsonText JSON =
      new JsonText() {
        @Override
        public String compact(@Nullable Object value) {
          return Json.write(value);
        }

        @Override
        public String pretty(@Nullable Object value) {
          return Json.writePretty(value);
        }
      };

  private final PrintWriter out;
  private final Printer printer;
  private final boolean lineByLine;
  private final boolean forPeople;
  private final boolean color;
  private final boolean quiet;

  private Presenter(
      PrintWriter out,
      Printer printer,
      boolean lineByLine,
      boolean forPeople,
      boolean color,
      boolean quiet) {
    this.out = out;
    this.printer = printer;
    this.lineByLine = lineByLine;
    this.forPeople = forPeople;
    this.color = color;
    this.quiet = quiet;
  }

  static Presenter of(Settings settings, boolean quiet, Environment environment) {
    OutputFormat format = settings.choice(Setting.OUTPUT, OutputFormat::of);
    ColorWhen when = settings.choice(Setting.COLOR, ColorWhen::of);
    boolean byFile = settings.get(Setting.COLOR).origin() instanceof Origin.File;
    boolean forbidden = !environment.variables().getOrDefault("NO_COLOR", "").isEmpty();
    boolean color =
        !(byFile && forbidden)
            && when.resolve(environment.variables()::get, environment.outIsTerminal());
    Terminal terminal = new Terminal(environment.outIsTerminal(), environment.columns(), color);
    return new Presenter(
        environment.out(),
        Printer.of(format, terminal, JSON),
        format == OutputFormat.JSONL,
        format == OutputFormat.TABLE || format == OutputFormat.WIDE,
        color,
        quiet);
  }

  /** Whether a list is one document a line, so that its things can be shown one by one. */
  boolean isLineByLine() {
    return lineByLine;
  }

  <T> void one(T item, View<T> view) {
    if (!quiet) {
      printer.one(item, view, out);
    }
  }

  /** Adds lines to a result, in the formats for people. */
  void lines(String... lines) {
    if (forPeople && !quiet) {
      for (String line : lines) {
        out.append(line).append('\n');
      }
    }
  }

  /** Whether a person reads the result. */
  boolean isForPeople() {
    return forPeople;
  }

  /** Shows a difference, in the formats for people. */
  void difference(List<MarkedLine> lines) {
    if (forPeople && !quiet) {
      lines.forEach(line -> line.print(color, out));
    }
  }

  <T> void list(List<T> items, JsonObject envelope, View<T> view) {
    if (!quiet) {
      printer.list(items, envelope.fields(), view, out);
    }
  }
}
