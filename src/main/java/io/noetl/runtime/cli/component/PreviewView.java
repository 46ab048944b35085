package io.noetl.runtime.cli.component;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.secrets.MaskedValues;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** How a dry run shows the request that would be sent. */
public final class PreviewView {

  public static final View<RequestPreview> VIEW =
      new View<>(
          List.of(
              Column.of("METHOD", RequestPreview::method),
              Column.of("TARGET", RequestPreview::target),
              Column.of("BODY", preview -> Json.write(preview.body())),
              Column.of("CURL", preview -> preview.curl() == null ? "" : preview.curl())),
          PreviewView::name,
          PreviewView::document,
          PreviewView::lines);

  private PreviewView() {}

  /** The view of registrations, which is YAML that {@code apply} and {@code register} take. */
  public static View<RequestPreview> of(Settings settings) {
    return "yaml".equalsIgnoreCase(settings.text(Setting.OUTPUT))
        ? VIEW.withDocument(
            preview -> RuntimeRegistrationRequest.declaration(preview.body()).node())
        : VIEW;
  }

  /** The request in one line: the curl command line, or the operation on a database. */
  static String line(RequestPreview preview) {
    return preview.curl() == null
        ? preview.method() + " " + preview.target() + " " + Json.write(preview.body())
        : preview.curl();
  }

  private static String name(RequestPreview preview) {
    String name = preview.body().text("name");
    return name == null ? "" : name;
  }

  private static ObjectNode document(RequestPreview preview) {
    JsonObject request =
        JsonObject.EMPTY
            .with("method", preview.method())
            .with("target", preview.target())
            .with("headers", preview.headers())
            .with("body", preview.body())
            .with("curl", preview.curl());
    return JsonObject.EMPTY.with("dry_run", request).node();
  }

  private static List<String> lines(RequestPreview preview) {
    List<String> lines = new ArrayList<>();
    lines.add("dry run, nothing was sent:");
    lines.add(preview.method() + " " + preview.target());
    preview.headers().forEach((name, value) -> lines.add(name + ": " + value));
    Json.writePretty(preview.body()).lines().forEach(lines::add);
    if (preview.curl() != null) {
      boolean isMasked = !MaskedValues.places(preview.body().node()).isEmpty();
      lines.add("");
      lines.add(
          isMasked
              ? "the same with curl, secrets masked (--show-secrets shows them):"
              : "the same with curl:");
      lines.add(preview.curl());
    }
    return lines;
  }
}
