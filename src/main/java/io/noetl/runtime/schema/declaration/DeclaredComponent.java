package io.noetl.runtime.schema.declaration;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.OperatorMark;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import io.noetl.runtime.secrets.MaskedValues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A declared component: the fields that the declaration names must match as a whole; other fields
 * may have any value.
 *
 * @param request the registration that the declaration alone would make
 * @param named the fields that it names, under their first names
 */
public record DeclaredComponent(RuntimeRegistrationRequest request, Set<String> named) {

  /** The values of the runtime object of a row, which some registries do not keep. */
  private static final Set<String> IN_RUNTIME =
      Set.of("pid", "hostname", "depends_on", "version", "meta");

  /** What a row has in its runtime object and a declaration beside it. */
  static final Set<String> BESIDE_META = Set.of("depends_on", "version");

  static final String WORKER_KEY = "worker_public_key";

  /** What some registries store but do not show, and others do not have. */
  private static final Set<String> MAYBE_HIDDEN = Set.of("uri", "capabilities");

  public DeclaredComponent {
    named = Set.copyOf(named);
  }

  /**
   * Reads a declaration, which has the form of a registration; a field that is null is to be unset.
   *
   * @throws RuntimeApiException.InvalidRequest naming every field that is wrong
   */
  public static DeclaredComponent fromJson(JsonObject json) {
    Set<String> named = new LinkedHashSet<>(json.names());
    if (json.has("base_url") || json.has("endpoint")) {
      named.add("uri");
    }
    if (!json.object("runtime").isEmpty()) {
      named.add("meta");
    }
    for (String field : List.of("runtime", "meta")) {
      JsonObject object = json.object(field);
      if (object.has("type") || object.has("kind")) {
        named.add("runtime");
      }
      IN_RUNTIME.stream().filter(object::has).forEach(named::add);
    }
    return new DeclaredComponent(RuntimeRegistrationRequest.fromJson(json), named);
  }

  /** A declaration with the secrets of a row in place of the masks that stand for them. */
  public static JsonObject withSecretsOf(RuntimeComponentInfo row, JsonObject json) {
    JsonObject known = row.declaration();
    ObjectNode restored = JsonNodeFactory.instance.objectNode();
    json.properties()
        .forEach(entry -> {
          String field = entry.getKey();
          boolean isUri = field.equals("base_url") || field.equals("endpoint");
          JsonNode real =
              entry.getValue().isObject() && field.equals("runtime")
                  ? row.json().get(field)
                  : known.get(isUri ? "uri" : field);
          restored.set(field, MaskedValues.restored(field, entry.getValue(), real));
        });
    return new JsonObject(restored);
  }

  /** The row that the declaration alone would make. */
  public RuntimeComponentInfo row() {
    return new RuntimeComponentInfo(
        JsonObject.EMPTY
            .with("name", request.name())
            .with("kind", request.kind().word())
            .with("uri", request.uri())
            .with("status", request.status())
            .with("capacity", request.capacity())
            .with("labels", request.labels())
            .with("capabilities", request.capabilities())
            .with("runtime", request.storedRuntime()));
  }

  /** What would have to change of a row; what the registry does not show is not compared. */
  public List<FieldChange> changes(RuntimeComponentInfo row) {
    JsonObject wanted = merged(row, isShown(row));
    return FieldChange.between(row.declaration(), wanted);
  }

  /**
   * The registration that makes a row as it is declared and keeps the rest of it.
   *
   * @throws RuntimeApiException.InvalidRequest when the row holds what no request may
   */
  public RuntimeRegistrationRequest appliedTo(RuntimeComponentInfo row) {
    JsonObject merged = merged(row, field -> true);
    if (OperatorMark.of(row) != null || Drain.isMarked(row)) {
      // Marks it as a change by an operator, not a heartbeat of the process that the row names.
      JsonObject mark = OperatorMark.withoutFields(row, named);
      JsonObject meta = merged.object("meta").with(OperatorMark.FIELD, mark);
      merged = merged.with("meta", meta);
    }
    return RuntimeRegistrationRequest.ofRow(merged);
  }

  /**
   * The same as a change of single values, which leaves the heartbeat alone where a registry can;
   * null where it takes a registration.
   */
  public @Nullable RuntimeUpdateRequest changeOf(RuntimeComponentInfo row) {
    return DeclaredChange.of(this, row);
  }

  /** A row with the dependencies that the declaration names; the same row where it names none. */
  public RuntimeComponentInfo withDependencies(RuntimeComponentInfo row) {
    if (!named.contains(ComponentReference.FIELD)) {
      return row;
    }
    JsonNode references = request.meta().get(ComponentReference.FIELD);
    JsonObject runtime = row.json().object("runtime").with(ComponentReference.FIELD, references);
    return new RuntimeComponentInfo(row.json().with("runtime", runtime));
  }

  private JsonObject merged(RuntimeComponentInfo row, Predicate<String> isWanted) {
    JsonObject declared = row().declaration();
    ObjectNode merged = row.declaration().copy();
    for (String field : RuntimeRegistrationRequest.FIELDS) {
      if (named.contains(field) && isWanted.test(field)) {
        merged.remove(field);
        if (BESIDE_META.contains(field) && merged.has("meta")) {
          // Another program may have written something that is not a list of references, or not a
          // version.
          merged.set("meta", new JsonObject(merged).object("meta").copy().without(field));
        }
        if (declared.has(field)) {
          merged.set(field, declared.node().get(field));
        } else if (field.equals("capabilities")) {
          // A registration without any leaves those of the row.
          merged.putArray(field);
        }
      }
    }
    if (named.contains("meta") && isWanted.test("meta")) {
      keepWordsOfOperators(merged, row);
    }
    keepProcess(row, merged);
    boolean changesStatus = named.contains("status") && !request.status().equals(row.status());
    boolean namesDrain = Drain.FIELDS.stream().anyMatch(request.meta()::has);
    if (changesStatus && !namesDrain && Drain.endsWith(request.status())) {
      merged.set("meta", Drain.without(new JsonObject(merged).object("meta")).node());
    }
    boolean isGone = row.status().equals(Liveness.OFFLINE);
    if (isGone && !named.contains("status")) {
      merged.put("status", request.status());
    }
    return new JsonObject(merged);
  }

  /**
   * A drain and the like are no part of what a component is declared to be, and the key with which
   * servers seal a worker's credentials is the worker's own.
   */
  private static void keepWordsOfOperators(ObjectNode merged, RuntimeComponentInfo row) {
    JsonObject kept = JsonObject.EMPTY;
    JsonObject runtime = row.json().object("runtime");
    for (String field : List.of(Drain.NOTE, Drain.UNTIL, OperatorMark.FIELD, WORKER_KEY)) {
      kept = kept.withPresent(field, runtime.get(field));
    }
    JsonObject meta = kept.merge(new JsonObject(merged).object("meta"));
    if (!meta.isEmpty()) {
      merged.set("meta", meta.node());
    }
  }

  /** Further process details in a row follow pid and host; they cannot be declared. */
  private static void keepProcess(RuntimeComponentInfo row, ObjectNode merged) {
    JsonObject wanted = new JsonObject(merged);
    boolean isKept =
        Objects.equals(wanted.text("pid"), row.pid())
            && Objects.equals(wanted.text("hostname"), row.hostname());
    ObjectNode meta = wanted.object("meta").copy().remove(ProcessIdentity.DETAILS);
    JsonObject runtime = row.json().object("runtime");
    for (String detail : ProcessIdentity.DETAILS) {
      if (isKept && runtime.has(detail)) {
        meta.set(detail, runtime.node().get(detail));
      }
    }
    merged.set("meta", meta);
  }

  private static Predicate<String> isShown(RuntimeComponentInfo row) {
    boolean showsRuntime = !(row.json().get("runtime") instanceof StringNode);
    return field ->
        MAYBE_HIDDEN.contains(field)
            ? row.json().has(field)
            : showsRuntime || !IN_RUNTIME.contains(field);
  }
}
