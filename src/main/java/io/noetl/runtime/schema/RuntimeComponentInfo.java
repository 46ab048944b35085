package io.noetl.runtime.schema;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import io.noetl.runtime.schema.version.ComponentVersion;
import io.noetl.runtime.secrets.Confidential;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One component as listed by the registry: the whole object, unknown fields included, with typed
 * accessors for the common fields.
 */
public record RuntimeComponentInfo(JsonObject json) implements Confidential<RuntimeComponentInfo> {

  /** The order of every list. */
  public static final Comparator<RuntimeComponentInfo> BY_KIND_AND_NAME =
      Comparator.comparing(RuntimeComponentInfo::key);

  /** The {@code runtime.type} of the servers' leases. */
  public static final String LEASE = "server_control";

  private static final String LOGICAL = "logical";
  private static final List<String> OPEN = List.of("name", "kind", "status", "runtime_id");

  public RuntimeComponentInfo {
    json = json.withTextId();
  }

  /** Identity, status and times are never masked. */
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

  /** Its identity; the kind is empty in rows without one. */
  public ComponentKey key() {
    String kind = kind();
    return new ComponentKey(kind == null ? "" : kind, name());
  }

  /** The name; empty in rows without one. */
  public String name() {
    String name = json.text("name");
    return name == null ? "" : name;
  }

  public @Nullable String kind() {
    return json.text("kind");
  }

  /** The stored status; {@link Liveness} has the effective status. */
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

  /**
   * Whether the registry lists the URIs of components; Python servers store but do not list them.
   */
  public boolean showsUri() {
    return json.has("uri");
  }

  public @Nullable String capacity() {
    return json.text("capacity");
  }

  /** The runtime type: {@code runtime.type}, {@code runtime.kind} or the bare text. */
  public @Nullable String runtimeType() {
    JsonObject runtime = json.object("runtime");
    String type = runtime.text("type");
    if (type == null) {
      type = runtime.text("kind");
    }
    return type == null ? json.text("runtime") : type;
  }

  /** Whether the row is a lease of a NoETL server rather than a component. */
  public boolean isLease() {
    return LEASE.equals(runtimeType());
  }

  /**
   * The logical server of this instance: NoETL's servers of 2026 register as {@code NAME@HOST:PID},
   * with NAME in a label and in the runtime object. Null for other components.
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

  /** The version of the component as it is written, whatever it is; null where it is unknown. */
  public @Nullable String version() {
    JsonObject runtime = json.object("runtime");
    String written = runtime.text("version");
    if (written != null || !(runtime.has("meta") || json.has("meta"))) {
      return written;
    }
    ComponentVersion declared = declaredVersion();
    return declared == null ? null : declared.text();
  }

  /** The version that the component declares; null for none, and for what is no version. */
  public @Nullable ComponentVersion declaredVersion() {
    return ComponentVersion.declared(json);
  }

  public @Nullable String hostname() {
    return json.object("runtime").text("hostname");
  }

  public @Nullable String pid() {
    return json.object("runtime").text("pid");
  }

  /** The owner process, as far as the row identifies it. */
  public ProcessIdentity process() {
    return ProcessIdentity.of(json.object("runtime"));
  }

  /** The labels as texts; those of an array are keys without a value. */
  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    if (json.get("labels") instanceof ArrayNode keys) {
      keys.forEach(key -> labels.put(key.isNull() ? "null" : label(key), ""));
    }
    json.object("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label(label.getValue())));
    return labels;
  }

  private static String label(JsonNode value) {
    return value.isContainer() ? Json.write(value) : value.isNull() ? "" : value.asString();
  }

  /** The capabilities; values that are not texts as JSON. */
  public List<String> capabilities() {
    JsonNode value = json.get("capabilities");
    return switch (value) {
      case null -> List.of();
      case ArrayNode list -> list.valueStream().map(RuntimeComponentInfo::label).toList();
      default -> List.of(label(value));
    };
  }

  /** The time of the last heartbeat, by the registry's clock. */
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
    ObjectNode fields = registrationFields();
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
  private static RuntimeRegistrationRequest registration(ObjectNode fields) {
    if (fields.get("labels") instanceof ArrayNode labels) {
      throw new RuntimeApiException.InvalidRequest(
          new FieldError("dict_type", "labels", "Input should be a valid dictionary", labels));
    }
    return RuntimeRegistrationRequest.ofRow(new JsonObject(fields));
  }

  /** The row as a registration spells it; what no request may hold, as it came. */
  public JsonObject declaration() {
    try {
      return asRegistration().declaration();
    } catch (RuntimeApiException.InvalidRequest unregistrable) {
      return new JsonObject(registrationFields());
    }
  }

  /** The metrics of the last heartbeat that had any; empty where there are none. */
  public JsonObject metrics() {
    JsonObject runtime = json.object("runtime");
    return runtime.has(HeartbeatMetrics.FIELD)
        ? runtime.object(HeartbeatMetrics.FIELD).object(HeartbeatMetrics.VALUES)
        : JsonObject.EMPTY;
  }

  /** The row in the form of a registration, as it is. */
  ObjectNode registrationFields() {
    JsonObject runtime = json.object("runtime");
    // What is neither an object nor a text stays as it is, and no request takes it.
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.set("name", json.get("name"));
    request.put("kind", kind());
    if (json.get("runtime") instanceof ArrayNode odd) {
      request.set("runtime", odd);
    } else {
      request.put("runtime", runtimeType());
    }
    request.put("uri", uri());
    request.put("status", status());
    request.set("capacity", json.get("capacity"));
    request.set("labels", json.get("labels"));
    request.set("capabilities", json.get("capabilities"));
    request.set("pid", runtime.get("pid"));
    request.set("hostname", runtime.get("hostname"));
    ObjectNode meta = runtime.copy().remove(Set.of("type", "pid", "hostname"));
    if (HeartbeatMetrics.isStored(meta.get(HeartbeatMetrics.FIELD))) {
      // Heartbeats report them; no registration does.
      meta.remove(HeartbeatMetrics.FIELD);
    }
    return request.set("meta", meta);
  }
}
