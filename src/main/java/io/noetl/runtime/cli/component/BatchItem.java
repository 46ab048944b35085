package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.terminal.Outcome;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Paint;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.secrets.Confidential;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of one of several components.
 *
 * @param outcome the result; in a dry run, what it would be
 * @param request makes what would be sent, which may ask the registry; null where it was sent or is
 *     not needed
 * @param error why it failed; null where it did not
 */
public record BatchItem(
    Outcome outcome,
    @Nullable Supplier<RequestPreview> request,
    @Nullable RuntimeApiException error)
    implements Confidential<BatchItem> {

  static final View<BatchItem> VIEW =
      new View<>(
          List.of(
              Column.of("NAME", BatchItem::name),
              Column.of("KIND", item -> item.outcome.kind().word()),
              Column.of("RESULT", BatchItem::result)
                  .colored(item -> item.error == null ? Paint.NONE : Paint.RED),
              Column.wide("RUNTIME_ID", BatchItem::runtimeId)),
          BatchItem::name,
          BatchItem::document,
          item -> List.of(item.outcome.kind().word() + " " + item.name() + ": " + item.result()));

  /** The result of a request that was sent, or that was not needed. */
  public static BatchItem of(Outcome outcome) {
    return new BatchItem(outcome, null, null);
  }

  /** What a request would lead to. */
  public static BatchItem planned(Outcome outcome, Supplier<RequestPreview> request) {
    return new BatchItem(outcome, request, null);
  }

  /** Whether nothing was sent. */
  boolean isPlanned() {
    return request != null;
  }

  BatchItem failed(RuntimeApiException failure) {
    return new BatchItem(outcome, request, failure);
  }

  @Override
  public BatchItem masked() {
    return new BatchItem(outcome.masked(), request, error);
  }

  ExitCode exit() {
    return error == null ? ExitCode.OK : Failure.of(error).exit();
  }

  private String name() {
    return outcome.name();
  }

  private String result() {
    return error == null ? outcome.result() : "failed";
  }

  private String runtimeId() {
    return outcome.runtimeId() == null ? "" : outcome.runtimeId();
  }

  private ObjectNode document() {
    JsonObject document = outcome.document().with("result", result());
    if (error != null) {
      return document.with("error", Failure.of(error).toJson()).node();
    }
    return isPlanned() ? document.with("dry_run", true).node() : document.node();
  }
}
