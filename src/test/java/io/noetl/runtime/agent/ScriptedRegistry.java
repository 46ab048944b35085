package io.noetl.runtime.agent;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.util.ArrayList;
import java.util.List;

/** A registry that notes the calls with their moments and fails as the test decides. */
final class ScriptedRegistry implements RuntimeApi {

  /** What happens at a call before it succeeds; throws to have it fail. */
  interface Before {
    void call(String verb);
  }

  final List<String> calls = new ArrayList<>();
  private final ScriptedTime time;
  Before before = verb -> {};
  List<RuntimeComponentInfo> rows = List.of();

  ScriptedRegistry(ScriptedTime time) {
    this.time = time;
  }

  private void note(String verb, String detail) {
    calls.add(time.seconds() + " " + verb + detail);
    before.call(verb);
  }

  private static String note(RuntimeRegistrationRequest request) {
    String note = request.meta().text("drain_note");
    return note == null ? "" : ", " + note;
  }

  @Override
  public RuntimeRegistrationResponse register(
      RuntimeRegistrationRequest request, RegistrationCondition condition) {
    note("register", " " + request.status() + note(request));
    return RuntimeRegistrationResponse.of("ok", request, "1", request.runtime());
  }

  @Override
  public RuntimeHeartbeatResponse heartbeat(RuntimeHeartbeatRequest request) {
    note(
        "heartbeat",
        (request.registration() == null ? "" : " with registration")
            + (request.metrics() == null ? "" : " " + request.metrics().values()));
    return RuntimeHeartbeatResponse.of("ok", request.name(), "1", null);
  }

  @Override
  public RegistryServer server() {
    return RegistryServer.of(RegistryServer.Software.DIRECT);
  }

  @Override
  public RuntimeRegistrationResponse deregister(RuntimeDeregistrationRequest request) {
    note("deregister", "");
    return RuntimeRegistrationResponse.of(
        "ok",
        RuntimeRegistrationRequest.fromJson(JsonObject.EMPTY.with("name", request.name())),
        "1",
        null);
  }

  @Override
  public RuntimeRegistrationResponse update(RuntimeUpdateRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RuntimeListResponse list(RuntimeListQuery query) {
    note("list", "");
    return new RuntimeListResponse(rows, JsonObject.EMPTY, null);
  }

  @Override
  public RequestPreview preview(RuntimeRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RequestPreview preview(RuntimeUpdateRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
