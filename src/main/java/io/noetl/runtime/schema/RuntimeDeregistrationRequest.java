package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;

/**
 * Asks to mark a component offline.
 *
 * @param name the component, 1 to 512 characters
 * @param kind the kind that the name belongs to
 */
public record RuntimeDeregistrationRequest(String name, RuntimeKind kind)
    implements RuntimeRequest {

  public RuntimeDeregistrationRequest {
    name = Validation.checkName(name);
  }

  /**
   * Reads a request as servers take it.
   *
   * @throws RuntimeApiException.InvalidRequest naming every field that is wrong
   */
  public static RuntimeDeregistrationRequest fromJson(JsonObject json) {
    return read(new RequestFields(json));
  }

  static RuntimeDeregistrationRequest read(RequestFields fields) {
    String name = fields.name();
    RuntimeKind kind = fields.kind();
    fields.throwIfInvalid();
    return new RuntimeDeregistrationRequest(name, kind);
  }

  @Override
  public JsonObject toJson() {
    return JsonObject.EMPTY.with("name", name).with("kind", kind.word());
  }
}
