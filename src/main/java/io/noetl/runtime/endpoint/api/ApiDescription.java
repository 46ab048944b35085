package io.noetl.runtime.endpoint.api;

import io.noetl.runtime.endpoint.route.Reply;

/** The OpenAPI document of the routes. */
final class ApiDescription {

  private ApiDescription() {}

  static Reply reply(String version) {
    String document = Resource.text("openapi.json").replace("{version}", version);
    return Reply.text(200, "application/json", document);
  }
}
