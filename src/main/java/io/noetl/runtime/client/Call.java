package io.noetl.runtime.client;

import io.noetl.runtime.schema.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One request of the API.
 *
 * @param path the path and query below the server's base address
 * @param body null for none
 */
record Call(String method, String path, @Nullable JsonObject body) {

  static Call get(String path) {
    return new Call("GET", path, null);
  }

  static Call post(String path, JsonObject body) {
    return new Call("POST", path, body);
  }

  static Call delete(String path, JsonObject body) {
    return new Call("DELETE", path, body);
  }
}
