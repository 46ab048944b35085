package io.noetl.runtime.schema;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The kinds of components that a registry holds. */
public enum RuntimeKind {
  WORKER_POOL,
  BROKER,
  SERVER_API,
  SCHEDULER,
  MONITOR;

  /** All kinds, as the real server names them in an error. */
  public static final String EXPECTED =
      "'worker_pool', 'broker', 'server_api', 'scheduler' or 'monitor'";

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The kind as the API and the table spell it, such as {@code worker_pool}. */
  public String word() {
    return word;
  }

  /** Whether others reach this kind at an address, so that it cannot register without a uri. */
  public boolean needsUri() {
    return this == SERVER_API || this == BROKER;
  }

  /**
   * Reads a kind; case and blanks around it do not matter, and hyphens count as underscores.
   *
   * @throws RuntimeApiException.InvalidRequest when there is no such kind
   */
  public static RuntimeKind of(String text) {
    RuntimeKind kind = find(text);
    if (kind == null) {
      throw new RuntimeApiException.InvalidRequest(
          FieldError.unexpected("kind", EXPECTED, StringNode.valueOf(text)));
    }
    return kind;
  }

  /** The kind that a word of the API spells exactly; null where there is none. */
  static @Nullable RuntimeKind exactly(@Nullable JsonNode word) {
    for (RuntimeKind kind : values()) {
      if (word != null && word.isString() && kind.word.equals(word.stringValue())) {
        return kind;
      }
    }
    return null;
  }

  public static @Nullable RuntimeKind find(String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    for (RuntimeKind kind : values()) {
      if (kind.word.equals(wanted)) {
        return kind;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return word;
  }
}
