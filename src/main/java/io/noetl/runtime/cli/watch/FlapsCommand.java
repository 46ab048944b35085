package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.CountText;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.EveryOption;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.OutputOptions;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.ShortLines;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.MalformedJsonException;
import io.noetl.runtime.text.ShellWord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code flaps}: counts status changes in the log of a watch. */
@Command(
    name = "flaps",
    header = "Report which components changed status most often, from the log of a watch.",
    description = {
      "",
      "Reads what watch --log or watch -o jsonl wrote. PER_HOUR is the rate of changes of the"
          + " effective status between the first event and the last, if that is at least 10"
          + " minutes. LONGEST_SILENCE and MISSED count only silences that made a component stale"
          + " or offline; shorter ones leave no event. Components that did not change are left out."
          + " Lines that are not events are reported and skipped.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime flaps night.jsonl",
      "  noetl-runtime flaps - --every 30s -o json <night.jsonl"
    })
public final class FlapsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "Log of watch; - is stdin.")
  private String file = "";

  @Option(names = "--all", description = "Also show components that did not change.")
  private boolean all;

  @Mixin private final EveryOption every = new EveryOption();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Environment environment;

  public FlapsCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(every.flags());
    output.addTo(flags);
    Settings settings = new Settings(environment.variables(), environment.home(), flags);
    Presenter present = Presenter.of(settings, output.quiet, environment);
    FlapLog log = new FlapLog();
    Diagnostics diagnostics = Session.diagnostics(settings, output, environment);
    int bad = read(log, diagnostics);
    if (log.isEmpty()) {
      throw new UsageException(
          ShellWord.of(file) + " contains no events", "name a log that watch --log wrote");
    }
    List<ComponentFlaps> flaps = log.flaps(settings.duration(Setting.EVERY));
    List<ComponentFlaps> shown =
        all ? flaps : flaps.stream().filter(each -> each.changes() > 0).toList();
    int calm = flaps.size() - shown.size();
    present.list(
        shown, log.span().with("unchanged", calm).with("bad_lines", bad), ComponentFlaps.VIEW);
    if (calm > 0) {
      diagnostics.tell(CountText.components(calm) + " did not change; --all shows them");
    }
    return ExitCode.OK.code();
  }

  private int read(FlapLog log, Diagnostics diagnostics) {
    int bad = 0;
    try (ShortLines lines = new ShortLines(open(), file)) {
      int number = 0;
      for (String line = lines.next(); line != null; line = lines.next()) {
        number++;
        String problem = line.isBlank() ? null : problem(line, log);
        if (problem != null) {
          bad++;
          diagnostics.warn("line " + number + " of " + file + " is not an event: " + problem);
        }
      }
    } catch (IOException unreadable) {
      throw new UsageException(
          "cannot read " + ShellWord.of(file) + ": " + FileFailure.reason(unreadable),
          "name a log that watch --log wrote");
    }
    return bad;
  }

  private Reader open() throws IOException {
    if (file.isEmpty()) {
      throw new UsageException("FILE is empty", "name a log, or - for stdin");
    }
    return new InputStreamReader(
        file.equals("-") ? environment.in() : Files.newInputStream(Path.of(file)),
        StandardCharsets.UTF_8);
  }

  /** Adds a line to the log; returns the problem if it is not an event, else null. */
  static @Nullable String problem(String line, FlapLog log) {
    try {
      log.add(Json.readObject(line));
      return null;
    } catch (MalformedJsonException malformed) {
      return malformed.problem();
    } catch (IllegalArgumentException incomplete) {
      return incomplete.getMessage();
    }
  }
}
