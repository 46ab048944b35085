package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.cli.terminal.OutputOptions;
import io.noetl.runtime.cli.terminal.Progress;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does something with several components, one by one, and reports the result of each. */
public final class ComponentBatch {

  private final Session session;
  private final Environment environment;
  private final OutputOptions output;

  public ComponentBatch(Session session, Environment environment, OutputOptions output) {
    this.session = session;
    this.environment = environment;
    this.output = output;
  }

  /**
   * Runs an action for each name and shows the results: line by line as they come where the format
   * is of lines, else at the end.
   *
   * @return 0, the common exit code when all failed with the same one, or 12
   */
  public ExitCode run(RuntimeKind kind, List<String> names, Function<String, BatchItem> action) {
    if (names.isEmpty()) {
      session.diagnostics().note("no " + kind.word() + " matches; nothing to do");
    }
    boolean isLineByLine = session.present().isLineByLine();
    List<BatchItem> items = new ArrayList<>(names.size());
    Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    RuntimeApiException lost = null;
    Progress progress = Progress.on(environment, output);
    BatchInterrupt interrupt =
        BatchInterrupt.on(
            environment,
            session.diagnostics(),
            names,
            () -> {
              progress.close();
              show(isLineByLine ? List.of() : items);
            });
    try (progress) {
      for (String name : names) {
        if (!interrupt.begin()) {
          return ExitCode.INTERRUPTED;
        }
        progress.show((items.size() + 1) + " of " + names.size() + " …");
        BatchItem item = lost == null ? item(kind, name, action) : failed(kind, name, lost);
        RuntimeApiException error = item.error();
        if (error != null) {
          lost = error.concernsEveryRequest() ? error : null;
          progress.hide();
          sentences(kind.word() + " " + name, name, error).forEach(session.diagnostics()::warn);
        }
        Supplier<RequestPreview> planned = item.request();
        if (planned != null && session.diagnostics().isVerbose()) {
          session.diagnostics().trace(PreviewView.line(planned.get().masked()));
        }
        codes.add(item.exit());
        interrupt.end(
            error != null,
            () -> {
              items.add(item);
              if (isLineByLine) {
                show(List.of(item));
                environment.out().flush();
              }
            });
      }
    }
    if (!interrupt.complete()) {
      return ExitCode.INTERRUPTED;
    }
    if (!isLineByLine) {
      show(items);
    }
    tellWhatIsPlanned(items);
    return ExitCode.ofAll(codes);
  }

  private void tellWhatIsPlanned(List<BatchItem> items) {
    int planned = 0;
    for (BatchItem item : items) {
      planned += item.isPlanned() ? 1 : 0;
    }
    if (planned > 0) {
      environment.out().flush();
      session
          .diagnostics()
          .tell(planned(planned) + (session.diagnostics().isVerbose() ? "" : "; -v shows them"));
    }
  }

  /** The last sentence of a dry run of several components. */
  public static String planned(int requests) {
    return "dry run, nothing was sent: " + requests + (requests == 1 ? " request" : " requests");
  }

  private void show(List<BatchItem> items) {
    session.present().list(items, JsonObject.EMPTY, BatchItem.VIEW);
  }

  private static BatchItem item(RuntimeKind kind, String name, Function<String, BatchItem> action) {
    try {
      return action.apply(name);
    } catch (RuntimeApiException error) {
      return failed(kind, name, error);
    }
  }

  private static BatchItem failed(RuntimeKind kind, String name, RuntimeApiException error) {
    return BatchItem.of(new Outcome(kind, name, "failed", JsonObject.EMPTY)).failed(error);
  }

  /** A line for each invalid field, or one for the whole error; each names the component. */
  private static List<String> sentences(String title, String name, RuntimeApiException error) {
    if (error instanceof RuntimeApiException.InvalidRequest invalid
        && !invalid.fields().isEmpty()) {
      return invalid.fields().stream()
          .map(field -> title + ": " + FieldWords.sentence(field))
          .toList();
    }
    String message = String.valueOf(error.getMessage());
    @Nullable String hint = error instanceof RuntimeApiException.Conflict ? error.hint() : null;
    boolean isNamed = message.contains(title) || message.contains('"' + name + '"');
    return List.of((isNamed ? "" : title + ": ") + message + (hint == null ? "" : "; " + hint));
  }
}
