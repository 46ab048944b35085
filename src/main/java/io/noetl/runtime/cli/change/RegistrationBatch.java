package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.BatchInterrupt;
import io.noetl.runtime.cli.component.ComponentBatch;
import io.noetl.runtime.cli.component.InputFile;
import io.noetl.runtime.cli.component.PreviewView;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.cli.terminal.Progress;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.secrets.Confidential;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Registers the items of a list one by one and reports the result of each. */
final class RegistrationBatch {

  private final Session session;
  private final InputFile.Content content;
  private final Consumer<String> names;
  private final Function<RuntimeRegistrationRequest, RegistrationCondition> condition;
  private final Environment environment;
  private final Progress progress;
  private int left;
  private int planned;

  RegistrationBatch(
      Session session,
      InputFile.Content content,
      Consumer<String> names,
      Function<RuntimeRegistrationRequest, RegistrationCondition> condition,
      Environment environment,
      Progress progress) {
    this.session = session;
    this.content = content;
    this.names = names;
    this.condition = condition;
    this.environment = environment;
    this.progress = progress;
  }

  /**
   * Registers every valid item, or shows its request, and reports the results.
   *
   * @return 0, the common exit code when all items failed with the same one, or 12
   */
  int register(boolean dryRun) {
    if (!dryRun) {
      return run(this::register, Item.VIEW, Item::failed);
    }
    int status = run(this::preview, PreviewView.of(session.settings()));
    if (planned > 0) {
      environment.out().flush();
      session.diagnostics().tell(ComponentBatch.planned(planned));
    }
    return status;
  }

  /** Whether every item was already registered and left unchanged. */
  boolean changedNothing() {
    return left == content.items().size();
  }

  private RequestPreview preview(RuntimeRegistrationRequest request) {
    RequestPreview preview = session.registry().preview(request);
    planned++;
    return preview;
  }

  private Item register(RuntimeRegistrationRequest request) {
    JsonObject answer = session.registry().register(request, condition.apply(request)).json();
    Item item = new Item(request.name(), Outcome.of(request, answer), null);
    left += item.isLeft() ? 1 : 0;
    return item;
  }

  private <T> int run(Function<RuntimeRegistrationRequest, T> action, View<T> view) {
    return run(action, view, (name, error) -> null);
  }

  private <T> int run(
      Function<RuntimeRegistrationRequest, T> action, View<T> view, Failed<T> failed) {
    List<T> shown = new ArrayList<>(content.items().size());
    Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    RuntimeApiException lost = null;
    BatchInterrupt interrupt =
        BatchInterrupt.on(
            environment,
            session.diagnostics(),
            titles(),
            () -> {
              progress.close();
              session.present().list(shown, JsonObject.EMPTY, view);
            });
    for (int i = 0; i < content.items().size(); i++) {
      if (!interrupt.begin()) {
        return ExitCode.INTERRUPTED.code();
      }
      try {
        RuntimeRegistrationRequest request = content.registration(i, session.diagnostics());
        names.accept(request.name());
        if (lost != null) {
          throw lost;
        }
        progress.show("register: " + (i + 1) + " of " + content.items().size() + " …");
        T item = action.apply(request);
        codes.add(ExitCode.OK);
        interrupt.end(false, () -> shown.add(item));
      } catch (RuntimeApiException error) {
        lost = error.concernsEveryRequest() ? error : lost;
        codes.add(Failure.of(error).exit());
        String name = content.nameOf(i);
        progress.hide();
        for (String problem : problems(i, name, error)) {
          session.diagnostics().warn(problem);
        }
        T item = failed.item(name, error);
        interrupt.end(true, () -> shown.addAll(item == null ? List.of() : List.of(item)));
      }
    }
    if (!interrupt.complete()) {
      return ExitCode.INTERRUPTED.code();
    }
    progress.close();
    session.present().list(shown, JsonObject.EMPTY, view);
    return ExitCode.ofAll(codes).code();
  }

  /** The names of the items, or their numbers. */
  private List<String> titles() {
    List<String> titles = new ArrayList<>(content.items().size());
    for (int i = 0; i < content.items().size(); i++) {
      String name = content.nameOf(i);
      titles.add(name.isEmpty() ? "item " + (i + 1) : name);
    }
    return titles;
  }

  private List<String> problems(int index, String name, RuntimeApiException error) {
    if (error instanceof RuntimeApiException.InvalidRequest invalid) {
      return content.advised(index, invalid);
    }
    return List.of(
        "item "
            + (index + 1)
            + (name.isEmpty() ? "" : " (" + name + ")")
            + ": "
            + error.getMessage()
            + (error instanceof RuntimeApiException.Conflict && error.hint() != null
                ? "; " + error.hint()
                : ""));
  }

  /** Makes the row of a failed item; null for none. */
  @FunctionalInterface
  private interface Failed<T> {
    @Nullable T item(String name, RuntimeApiException error);
  }

  /** The result of one item; null for one that failed. */
  private record Item(String name, @Nullable Outcome outcome, @Nullable RuntimeApiException error)
      implements Confidential<Item> {

    /** Masked, since some servers answer with the whole row. */
    @Override
    public Item masked() {
      return outcome == null ? this : new Item(name, outcome.masked(), error);
    }

    static final View<Item> VIEW =
        new View<>(
            List.of(
                Column.of("NAME", Item::name),
                Column.of("RESULT", Item::result),
                Column.of("RUNTIME_ID", Item::runtimeId)),
            Item::name,
            Item::document,
            item -> List.of(item.name));

    static Item failed(String name, RuntimeApiException error) {
      return new Item(name, null, error);
    }

    private String result() {
      return outcome == null ? "failed" : outcome.result();
    }

    private boolean isLeft() {
      return outcome != null && outcome.isUnchanged();
    }

    private String runtimeId() {
      return outcome == null || outcome.runtimeId() == null ? "" : outcome.runtimeId();
    }

    private ObjectNode document() {
      return outcome != null
          ? outcome.document().node()
          : JsonObject.EMPTY
              .with("name", name)
              .with("error", error == null ? null : Failure.of(error).toJson())
              .node();
    }
  }
}
