package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/**
 * Asks to write the whole row of a component.
 *
 * @param name 1 to 512 characters, stripped
 * @param kind worker_pool unless given
 * @param runtime what the component runs, such as {@code python}; its case is kept
 * @param uri where the component answers; required for brokers and API servers
 * @param status lower case; {@code ready} unless given
 * @param capacity how many jobs it takes at once, 0 to 2147483647
 * @param labels what selects it; stored as a JSON object
 * @param capabilities what it can do, usually a list of words; any JSON is stored as it is. Null
 *     leaves what a row has, where the registry lets it
 * @param pid the process id on {@code hostname}
 * @param hostname the host it runs on
 * @param meta merged over type, pid and hostname in the stored runtime object; {@code depends_on}
 *     and {@code version} of a request are read into it
 */
public record RuntimeRegistrationRequest(
    String name,
    RuntimeKind kind,
    @Nullable String runtime,
    @Nullable String uri,
    String status,
    @Nullable Integer capacity,
    JsonObject labels,
    @Nullable JsonNode capabilities,
    @Nullable Long pid,
    @Nullable String hostname,
    JsonObject meta)
    implements RuntimeRequest {

  /** Every field of the JSON form, aliases included. */
  public static final List<String> FIELDS =
      List.of(
          "name",
          "kind",
          "component_type",
          "runtime",
          "uri",
          "base_url",
          "endpoint",
          "status",
          "capacity",
          "labels",
          "capabilities",
          "pid",
          "hostname",
          "depends_on",
          "version",
          "meta");

  /**
   * Normalises and checks.
   *
   * @throws RuntimeApiException.InvalidRequest naming every field that is wrong
   */
  public RuntimeRegistrationRequest {
    Validation validation = new Validation();
    name = validation.name(name);
    runtime = validation.optional("runtime", runtime);
    uri = validation.optional("uri", uri);
    status = validation.status(status);
    hostname = validation.optional("hostname", hostname);
    if (capacity != null && capacity < 0) {
      validation.negative("capacity", IntNode.valueOf(capacity));
    }
    validation.storable("labels", labels.node());
    validation.storable("capabilities", capabilities);
    validation.storable("meta", meta.node());
    validation.throwIfInvalid();
    if (kind.needsUri() && uri == null) {
      throw new RuntimeApiException.InvalidRequest(
          "uri is required for " + kind.word() + " components", RuntimeApiException.Details.NONE);
    }
  }

  /**
   * Reads a request in any form that the real servers take: with the aliases {@code
   * component_type}, {@code base_url} and {@code endpoint}, numbers as text, {@code runtime} as an
   * object, and labels as a list of words.
   *
   * @throws RuntimeApiException.InvalidRequest naming every field that is wrong
   */
  public static RuntimeRegistrationRequest fromJson(JsonObject json) {
    return read(new RequestFields(json));
  }

  /**
   * Reads the request that writes a row again: what another program wrote as {@code depends_on} and
   * {@code version} of its runtime object is kept, even if no other request may hold it.
   *
   * @throws RuntimeApiException.InvalidRequest naming every other field that is wrong
   */
  public static RuntimeRegistrationRequest ofRow(JsonObject json) {
    return read(RequestFields.ofRow(json));
  }

  static RuntimeRegistrationRequest read(RequestFields fields) {
    JsonObject runtimeObject = fields.json().object("runtime");
    String name = fields.name();
    RuntimeKind kind = fields.kind();
    String runtime = runtimeObject.isEmpty() ? fields.text("runtime") : runtimeType(runtimeObject);
    String uri = fields.uri();
    String status = fields.text("status");
    Integer capacity = fields.capacity();
    JsonObject labels = fields.labels();
    Long pid = fields.pid();
    String hostname = fields.text("hostname");
    JsonObject meta = fields.withDependencies(runtimeObject.merge(fields.object("meta")), false);
    try {
      RuntimeRegistrationRequest request =
          new RuntimeRegistrationRequest(
              name,
              kind,
              runtime,
              uri,
              status == null ? "" : status,
              capacity,
              labels,
              fields.json().get("capabilities"),
              pid,
              hostname,
              meta);
      fields.throwIfInvalid();
      return request;
    } catch (RuntimeApiException.InvalidRequest invalid) {
      fields.throwWith(invalid);
      throw invalid;
    }
  }

  /** The same with more of meta, but for what it says already. */
  public RuntimeRegistrationRequest withMeta(JsonObject more) {
    return new RuntimeRegistrationRequest(
        name,
        kind,
        runtime,
        uri,
        status,
        capacity,
        labels,
        capabilities,
        pid,
        hostname,
        more.merge(meta));
  }

  /** What a registry stores as {@code runtime}: meta may replace the three well-known fields. */
  public JsonObject storedRuntime() {
    return JsonObject.EMPTY
        .with("type", runtime)
        .with("pid", pid)
        .with("hostname", hostname)
        .merge(meta);
  }

  /** Rust workers register an object whose {@code kind} is the runtime type. */
  private static @Nullable String runtimeType(JsonObject runtime) {
    String type = runtime.text("type");
    return type == null ? runtime.text("kind") : type;
  }

  /** The request as files have it: with dependencies and version beside the other fields. */
  public JsonObject declaration() {
    return declaration(toJson());
  }

  /** The same of the JSON of a request. */
  public static JsonObject declaration(JsonObject request) {
    return DependencyFields.lifted(request);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.EMPTY
        .with("name", name)
        .with("kind", kind.word())
        .withPresent("runtime", runtime)
        .withPresent("uri", uri)
        .with("status", status)
        .withPresent("capacity", capacity)
        .withPresent("labels", labels)
        .withPresent("capabilities", capabilities)
        .withPresent("pid", pid)
        .withPresent("hostname", hostname)
        .withPresent("meta", meta);
  }
}
