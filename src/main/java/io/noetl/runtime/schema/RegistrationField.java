package io.noetl.runtime.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a registration, described for people. */
public enum RegistrationField {
  NAME(
      "string",
      "required",
      "1 to " + Validation.LONGEST_NAME + " characters, no control characters",
      "Name of the component, unique among those of its kind.",
      Kept.everywhere()),
  KIND(
      "string",
      "worker_pool",
      "worker_pool, broker, server_api, scheduler or monitor",
      "Kind of the component.",
      Kept.of(
          "kept: worker_pool, broker and server_api",
          "kept: worker_pool",
          "kept, as far as its table allows"),
      "component_type"),
  RUNTIME(
      "string",
      "",
      "at most " + Validation.LONGEST_WORD + " characters",
      "Runtime of the component, such as python.",
      Kept.everywhere()),
  URI(
      "string",
      "",
      "at most " + Validation.LONGEST_URI + " characters; required for broker and server_api",
      "Address of the component.",
      Kept.of("stored, not shown", "stored, not shown", Kept.KEPT),
      "base_url",
      "endpoint"),
  STATUS(
      "string",
      "ready",
      "at most " + Validation.LONGEST_STATUS + " characters, stored in lower case",
      "Registered status, such as ready, busy or draining.",
      Kept.of(
          "until the next heartbeat, which sets ready",
          "until the next heartbeat; jobs of a worker that is not ready run again elsewhere",
          Kept.KEPT)),
  CAPACITY(
      "integer",
      "",
      "0 to " + Integer.MAX_VALUE,
      "Number of jobs the component runs at once.",
      Kept.everywhere()),
  LABELS(
      "object",
      "{}",
      "at most " + Validation.MOST_KEYS + " keys and " + Validation.MOST_BYTES + " bytes of JSON",
      "Labels, for selectors such as env=prod.",
      Kept.everywhere()),
  CAPABILITIES(
      "array",
      "",
      "at most " + Validation.MOST_BYTES + " bytes of JSON",
      "What the component can do, usually words such as wasm.",
      Kept.of("not stored", "not stored", Kept.KEPT)),
  PID(
      "integer",
      "",
      "64 bits",
      "Process id on the host.",
      Kept.of(Kept.KEPT, Kept.KEPT, Kept.IN_RUNTIME)),
  HOSTNAME(
      "string",
      "",
      "at most " + Validation.LONGEST_WORD + " characters",
      "Host of the component.",
      Kept.of(Kept.KEPT, Kept.KEPT, Kept.IN_RUNTIME)),
  DEPENDS_ON(
      "array",
      "",
      "at most 100 references of at most 2048 characters",
      "Components that it needs, such as broker/events@^2.3 or broker?env=prod!optional.",
      Kept.of(Kept.KEPT, Kept.KEPT, Kept.IN_RUNTIME)),
  VERSION(
      "string",
      "",
      "at most 128 characters",
      "Version of the component, such as 2.3.1.",
      Kept.of(Kept.KEPT, Kept.KEPT, Kept.IN_RUNTIME)),
  META(
      "object",
      "{}",
      "at most " + Validation.MOST_KEYS + " keys and " + Validation.MOST_BYTES + " bytes of JSON",
      "Further fields of the runtime object.",
      Kept.of(Kept.KEPT, Kept.KEPT, Kept.IN_RUNTIME));

  /** What the NoETL servers keep of a field; serve and direct mode keep all of it. */
  private record Kept(String python2025, String python2026, String rust) {

    static final String KEPT = "kept";
    static final String IN_RUNTIME = "kept, in the runtime object";

    static Kept everywhere() {
      return of(KEPT, KEPT, KEPT);
    }

    static Kept of(String python2025, String python2026, String rust) {
      return new Kept(python2025, python2026, rust);
    }
  }

  private final String type;
  private final String defaultText;
  private final String limit;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // A record of strings.
  private final Kept kept;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<String> aliases;

  RegistrationField(
      String type,
      String defaultText,
      String limit,
      String description,
      Kept kept,
      String... aliases) {
    this.type = type;
    this.defaultText = defaultText;
    this.limit = limit;
    this.description = description;
    this.kept = kept;
    this.aliases = List.of(aliases);
  }

  /** The field with this name or alias; null where there is none. */
  public static @Nullable RegistrationField of(String name) {
    for (RegistrationField field : values()) {
      if (field.word().equals(name) || field.aliases.contains(name)) {
        return field;
      }
    }
    return null;
  }

  /** The name of the field in JSON and YAML. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its type in JSON. */
  public String type() {
    return type;
  }

  /** Whether a registration needs it. */
  public boolean isRequired() {
    return this == NAME;
  }

  /** The default; {@code required} where there is none, empty where the field stays unset. */
  public String defaultText() {
    return defaultText;
  }

  public String limit() {
    return limit;
  }

  /** One sentence. */
  public String description() {
    return description;
  }

  /** Other names that servers take for it. */
  public List<String> aliases() {
    return aliases;
  }

  /** What each kind of server keeps of it, by the name of the server. */
  public Map<String, String> keptBy() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("python_2025", kept.python2025);
    all.put("python_2026", kept.python2026);
    all.put("rust", kept.rust);
    all.put("serve", Kept.KEPT);
    all.put("direct", Kept.KEPT);
    return all;
  }
}
