package io.noetl.runtime.schema;

import io.noetl.runtime.secrets.Confidential;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One component as the registry shows it: the object as it came, unknown fields included, with
 * typed views of the fields that every registry has.
 */
public record RuntimeComponentInfo(JsonObject json) implements Confidential<RuntimeComponentInfo> {

  /** The order of every list. */
  public static final Comparator<RuntimeComponentInfo> BY_KIND_AND_NAME =
      Comparator.comparing(RuntimeComponentInfo::key);

  /** What the servers' leases say in {@code runtime.type}. */
  public static final String LEASE = "server_control";

  private static final String LOGICAL = "logical";
  private static final List<String> OPEN = List.of("name", "kind", "status", "runtime_id");

  public RuntimeComponentInfo {
    json = json.withTextId();
  }

  /** Its identity, status and times are what they are, whatever they look like. */
  @Override
  public RuntimeComponentInfo masked() {
    JsonObject masked = json.masked();
    if (masked.equals(json)) {
      return this;
    }
    for (String field : OPEN) {
      masked = json.has(field) ? masked.with(field, json.get(field)) : masked;
    }
    return new RuntimeComponentInfo(masked);
  }

  /** What makes it the same one; without a kind where somebody wrote none. */
  public ComponentKey key() {
    String kind = kind();
    return new ComponentKey(kind == null ? "" : kind, name());
  }

  /** The name; empty for a row that somebody wrote without one. */
  public String name() {
    String name = json.text("name");
    return name == null ? "" : name;
  }

  public @Nullable String kind() {
    return json.text("kind");
  }

  /** The status as stored; {@link Liveness} says what it is worth. */
  public String status() {
    String status = json.text("status");
    return status == null ? "" : status;
  }

  public @Nullable String runtimeId() {
    return json.text("runtime_id");
  }

  public @Nullable String uri() {
    return json.text("uri");
  }

  /** Whether the registry shows where its components answer; Python servers only store it. */
  public boolean showsUri() {
    return json.has("uri");
  }

  public @Nullable String capacity() {
    return json.text("capacity");
  }

  /** What the component runs: {@code runtime.type}, {@code runtime.kind} or the bare text. */
  public @Nullable String runtimeType() {
    JsonObject runtime = json.object("runtime");
    String type = runtime.text("type");
    if (type == null) {
      type = runtime.text("kind");
    }
    return type == null ? json.text("runtime") : type;
  }

  /** Whether the row is no component but a lease that a NoETL server holds. */
  public boolean isLease() {
    return LEASE.equals(runtimeType());
  }

  /**
   * The server that this row is one instance of: NoETL's servers of 2026 register as {@code
   * NAME@HOST:PID} and say NAME in a label and in the runtime object. Null for what is no such
   * instance.
   */
  public @Nullable String logicalName() {
    if (!RuntimeKind.SERVER_API.word().equals(kind()) || isLease()) {
      return null;
    }
    String logical = json.object("runtime").text("logical_name");
    if (logical == null) {
      for (Map.Entry<String, String> label : labels().entrySet()) {
        if (label.getKey().equals(LOGICAL)) {
          return label.getValue();
        }
        if (label.getKey().startsWith(LOGICAL + ":")) {
          return label.getKey().substring(LOGICAL.length() + 1);
        }
      }
    }
    return logical == null ? beforeHostAndPid(name()) : logical;
  }

  private static @Nullable String beforeHostAndPid(String name) {
    int at = name.indexOf('@');
    int colon = name.lastIndexOf(':');
    if (at <= 0 || colon <= at + 1 || colon == name.length() - 1) {
      return null;
    }
    for (int i = colon + 1; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return null;
      }
    }
    return name.substring(0, at);
  }

  /** The version of the program that it is, where it says so. */
  public @Nullable String version() {
    return json.object("runtime").text("version");
  }

  public @Nullable String hostname() {
    return json.object("runtime").text("hostname");
  }

  public @Nullable String pid() {
    return json.object("runtime").text("pid");
  }

  /** The process that owns it, as far as the row says. */
  public ProcessIdentity process() {
    return ProcessIdentity.of(json.object("runtime"));
  }

  /** The labels as texts; those of an array are keys without a value. */
  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    if (json.get("labels") instanceof List<?> keys) {
      keys.forEach(key -> labels.put(String.valueOf(key), ""));
    }
    json.object("labels").fields().forEach((key, value) -> labels.put(key, label(value)));
    return labels;
  }

  private static String label(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> map -> Json.write(map);
      case List<?> list -> Json.write(list);
      default -> value.toString();
    };
  }

  /** What it can do, in words; those of another form as JSON. */
  public List<String> capabilities() {
    Object value = json.get("capabilities");
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().map(RuntimeComponentInfo::label).toList();
      default -> List.of(label(value));
    };
  }

  /** The last sign of life, by the registry's clock. */
  public @Nullable Instant heartbeat() {
    return json.instant("heartbeat");
  }

  /**
   * The request that would register the component as it is, alive.
   *
   * @throws RuntimeApiException.InvalidRequest when the row holds what no request may, such as
   *     labels that are an array
   */
  public RuntimeRegistrationRequest toRegistration() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(registrationFields());
    fields.put("status", status().equals(Liveness.OFFLINE) ? "ready" : status());
    return registration(fields);
  }

  /**
   * The request that would register the component as it is, be it offline.
   *
   * @throws RuntimeApiException.InvalidRequest when the row holds what no request may
   */
  public RuntimeRegistrationRequest asRegistration() {
    return registration(registrationFields());
  }

  /** A row whose labels are an array is another program's, which may look for them in that form. */
  private static RuntimeRegistrationRequest registration(Map<String, @Nullable Object> fields) {
    if (fields.get("labels") instanceof List<?> labels) {
      throw new RuntimeApiException.InvalidRequest(
          new FieldError("dict_type", "labels", "Input should be a valid dictionary", labels));
    }
    return RuntimeRegistrationRequest.fromJson(new JsonObject(fields));
  }

  /** The row as a registration spells it; what no request may hold, as it came. */
  JsonObject declaration() {
    try {
      return asRegistration().toJson();
    } catch (RuntimeApiException.InvalidRequest unregistrable) {
      return new JsonObject(registrationFields());
    }
  }

  /** The row in the form of a registration, as it is. */
  Map<String, @Nullable Object> registrationFields() {
    JsonObject runtime = json.object("runtime");
    // What is neither an object nor a text stays as it is, and no request takes it.
    Object odd = json.get("runtime") instanceof List<?> list ? list : null;
    Map<String, @Nullable Object> meta = new LinkedHashMap<>(runtime.fields());
    meta.keySet().removeAll(Set.of("type", "pid", "hostname"));
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    request.put("name", json.get("name"));
    request.put("kind", kind());
    request.put("runtime", odd == null ? runtimeType() : odd);
    request.put("uri", uri());
    request.put("status", status());
    request.put("capacity", json.get("capacity"));
    request.put("labels", json.get("labels"));
    request.put("capabilities", json.get("capabilities"));
    request.put("pid", runtime.get("pid"));
    request.put("hostname", runtime.get("hostname"));
    request.put("meta", meta);
    return request;
  }
}
