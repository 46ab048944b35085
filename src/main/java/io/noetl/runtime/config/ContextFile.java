package io.noetl.runtime.config;

import io.noetl.runtime.text.EscapedText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The context file of the NoETL CLI. It belongs to that tool: what is not ours to know is left
 * alone.
 *
 * @param server the address in the current context; null where no context is chosen
 * @param contexts all that name a server
 */
record ContextFile(@Nullable Resolved server, Map<String, FileContext> contexts) {

  private static final String CURRENT = "current_context";
  private static final String CONTEXTS = "contexts";
  private static final String SERVER_URL = "server_url";

  static ContextFile read(Path path) {
    Map<?, ?> root = YamlDocument.read(path).root();
    Object current = root.get(CURRENT);
    if (current == null) {
      return new ContextFile(null, contexts(root, path));
    }
    if (!(current instanceof String name)) {
      throw misshapen(CURRENT, current, path);
    }
    return new ContextFile(
        new Resolved(Setting.SERVER, server(root, name, path), new Origin.Context(name, path)),
        contexts(root, path));
  }

  /** Those that name a server; what else the other tool keeps there is its own. */
  private static Map<String, FileContext> contexts(Map<?, ?> root, Path path) {
    Map<String, FileContext> contexts = new LinkedHashMap<>();
    if (root.get(CONTEXTS) instanceof Map<?, ?> map) {
      map.forEach((name, context) -> {
        if (context instanceof Map<?, ?> values
            && values.get(SERVER_URL) instanceof String url
            && !url.isBlank()) {
          contexts.put(
              String.valueOf(name),
              new FileContext(
                  String.valueOf(name), Map.of(Setting.SERVER, url.strip()), false, path));
        }
      });
    }
    return contexts;
  }

  private static String server(Map<?, ?> root, String name, Path path) {
    Map<?, ?> contexts = map(CONTEXTS, root.get(CONTEXTS), path);
    if (!contexts.containsKey(name)) {
      throw new ConfigException.InvalidFile(
          "unknown context " + EscapedText.quoted(name) + " in " + path, known(contexts), null);
    }
    Map<?, ?> context = map(CONTEXTS + "." + EscapedText.of(name), contexts.get(name), path);
    if (context.get(SERVER_URL) instanceof String url && !url.isBlank()) {
      return url.strip();
    }
    throw new ConfigException.InvalidFile(
        "context " + EscapedText.quoted(name) + " in " + path + " has no " + SERVER_URL,
        "add it, or name a server with --server",
        null);
  }

  private static String known(Map<?, ?> contexts) {
    return contexts.isEmpty()
        ? "add it with: noetl context add NAME --server-url URL"
        : "choose one with: noetl context use NAME; available: "
            + contexts.keySet().stream()
                .map(name -> EscapedText.of(String.valueOf(name)))
                .collect(Collectors.joining(", "));
  }

  private static Map<?, ?> map(String key, @Nullable Object value, Path path) {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> map -> map;
      default -> throw misshapen(key, value, path);
    };
  }

  private static ConfigException misshapen(String key, Object value, Path path) {
    return new ConfigException.InvalidFile(
        key
            + " in "
            + path
            + " holds "
            + YamlDocument.shape(value)
            + ", which is not the name of a context",
        "choose a context with: noetl context use NAME",
        null);
  }
}
