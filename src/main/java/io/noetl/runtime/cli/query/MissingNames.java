package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import java.util.ArrayList;
import java.util.List;

/** The names of a command line that are not registered, beside the components that are. */
final class MissingNames {

  private final Session session;
  private final List<JsonObject> errors = new ArrayList<>();

  MissingNames(Session session) {
    this.session = session;
  }

  /** Reports one name, and returns the exit code of its error. */
  ExitCode add(String name, RuntimeApiException error) {
    Failure failure = Failure.of(error);
    session.diagnostics().warn(failure.message());
    errors.add(JsonObject.EMPTY.with("name", name).with("error", failure.toJson()));
    return failure.exit();
  }

  /** What the document of the list holds beside the items. */
  JsonObject envelope() {
    return errors.isEmpty() ? JsonObject.EMPTY : JsonObject.EMPTY.with("errors", errors);
  }
}
