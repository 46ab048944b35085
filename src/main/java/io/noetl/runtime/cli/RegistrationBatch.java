package io.noetl.runtime.cli;

import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers the items of a list one by one and reports on each. */
final class RegistrationBatch {

  private final Session session;
  private final boolean dryRun;

  RegistrationBatch(Session session, boolean dryRun) {
    this.session = session;
    this.dryRun = dryRun;
  }

  /**
   * Registers every item that is valid, and reports on all.
   *
   * @return 0, the items' common exit code when all failed alike, or 12
   */
  int register(List<JsonObject> objects) {
    if (dryRun) {
      return preview(objects);
    }
    List<Item> items = new ArrayList<>(objects.size());
    RuntimeApiException lost = null;
    for (JsonObject object : objects) {
      Item item = register(object, lost);
      items.add(item);
      if (item.error != null) {
        session
            .diagnostics()
            .note("item " + items.size() + " (" + item.name + "): " + item.error.getMessage());
      }
      if (item.error instanceof RuntimeApiException.Unreachable
          || item.error instanceof RuntimeApiException.NotAllowed) {
        lost = item.error;
      }
    }
    session.present().list(items, JsonObject.EMPTY, Item.VIEW);
    return status(items);
  }

  private int preview(List<JsonObject> objects) {
    List<RequestPreview> previews =
        objects.stream()
            .map(RuntimeRegistrationRequest::fromJson)
            .map(request -> session.registry().preview(request))
            .toList();
    session.present().list(previews, JsonObject.EMPTY, PreviewView.VIEW);
    return ExitCode.OK.code();
  }

  /** Where no server is there for one item, the next would only wait for it as long. */
  private Item register(JsonObject object, @Nullable RuntimeApiException lost) {
    String given = object.text("name");
    String name = given == null ? "" : given;
    try {
      RuntimeRegistrationRequest request = RuntimeRegistrationRequest.fromJson(object);
      if (lost != null) {
        throw lost;
      }
      return new Item(request.name(), session.registry().register(request).json(), null);
    } catch (RuntimeApiException refused) {
      return new Item(name, JsonObject.EMPTY, refused);
    }
  }

  private static int status(List<Item> items) {
    Set<Integer> codes = new HashSet<>();
    for (Item item : items) {
      codes.add(item.error == null ? ExitCode.OK.code() : Failure.of(item.error).exit().code());
    }
    return codes.size() == 1 ? codes.iterator().next() : ExitCode.PARTIAL.code();
  }

  /** What became of one item. */
  private record Item(String name, JsonObject answer, @Nullable RuntimeApiException error) {

    static final View<Item> VIEW =
        new View<>(
            List.of(
                Column.of("NAME", Item::name),
                Column.of("RESULT", item -> item.error == null ? "registered" : "failed"),
                Column.of("RUNTIME_ID", item -> orDash(item.answer.text("runtime_id")))),
            Item::name,
            Item::document,
            item -> List.of(item.name));

    private Map<String, @Nullable Object> document() {
      return error == null
          ? answer.fields()
          : JsonObject.EMPTY
              .with("name", name)
              .with("error", Failure.of(error).toJson().fields())
              .fields();
    }

    private static String orDash(@Nullable String text) {
      return text == null ? "-" : text;
    }
  }
}
