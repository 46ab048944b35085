package io.noetl.runtime.cli.settings;

import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryProtection;
import io.noetl.runtime.config.FileContext;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A context as it is shown.
 *
 * @param override what takes precedence over the context in use; null for none
 */
record ContextView(FileContext context, boolean inUse, @Nullable Origin override) {

  static final View<ContextView> VIEW =
      new View<>(
          List.of(
              Column.of("NAME", ContextView::name),
              Column.of("IN_USE", ContextView::use),
              Column.of("PROTECTED", view -> view.context.isProtected() ? "yes" : ""),
              Column.of("REGISTRY", ContextView::registry),
              Column.wide("FILE", view -> view.context.file().toString())),
          ContextView::name,
          ContextView::document,
          ContextView::lines);

  /** A context with what the settings say of its use. */
  static ContextView of(FileContext context, Settings settings) {
    boolean inUse = context.isSameAs(settings.contextInUse());
    return new ContextView(context, inUse, inUse ? override(context, settings) : null);
  }

  private static @Nullable Origin override(FileContext context, Settings settings) {
    Origin origin = RegistryOpener.origin(settings);
    return RegistryProtection.namesRegistry(context)
            && (origin instanceof Origin.Environment || origin instanceof Origin.Flag)
        ? origin
        : null;
  }

  String name() {
    return context.name();
  }

  private String use() {
    return override != null ? "overridden" : inUse ? "yes" : "";
  }

  String registry() {
    Map<String, String> settings = settings();
    String database = settings.get("database");
    String server = settings.get("server");
    if (database != null) {
      return database;
    }
    return server != null ? server : settings.containsKey("direct") ? "direct" : "";
  }

  /** The masked settings by key, in the order of declaration. */
  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      String value = context.values().get(setting);
      if (value != null) {
        Origin origin = new Origin.ChosenContext(name(), context.file(), false);
        String masked = new Resolved(setting, value, origin).masked();
        settings.put(setting.title(), String.valueOf(masked));
      }
    }
    return settings;
  }

  private ObjectNode document() {
    JsonObject document = JsonObject.EMPTY.with("name", name()).with("in_use", inUse);
    if (override != null) {
      document = document.with("overridden_by", override.text());
    }
    return document
        .with("protected", context.isProtected())
        .with("settings", settings())
        .with("file", context.file().toString())
        .node();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "context "
            + name()
            + (inUse ? ", in use" : "")
            + (override == null ? "" : " but overridden by " + override.text())
            + ", "
            + context.file());
    settings().forEach((key, value) -> lines.add("  " + key + ": " + value));
    if (context.isProtected()) {
      lines.add("  protected: true");
    }
    return lines;
  }
}
