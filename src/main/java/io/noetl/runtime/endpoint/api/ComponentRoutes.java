package io.noetl.runtime.endpoint.api;

import io.noetl.runtime.endpoint.registry.CompatibilityGate;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.JsonBody;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.ServedRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The routes that change one component. */
public final class ComponentRoutes {

  private static final String POOL = "/api/worker/pool/";
  private static final String ANY = "/api/runtime/";
  private static final String BROKER = "/api/broker/";

  private final RuntimeApi registry;
  private final @Nullable String defaultName;
  private final CompatibilityGate gate;

  /**
   * Routes that change a registry.
   *
   * @param defaultName the component that a heartbeat without a name is for; null for none
   * @param gate checks what is registered and updated, also by heartbeats
   */
  public ComponentRoutes(
      RuntimeApi registry, @Nullable String defaultName, CompatibilityGate gate) {
    this.registry = registry;
    this.defaultName = defaultName;
    this.gate = gate;
  }

  public List<Route> routes() {
    return List.of(
        Route.change("POST", POOL + "register", this::registerPool),
        Route.async(POOL + "heartbeat", this::heartbeat),
        Route.change("DELETE", POOL + "deregister", this::deregisterPool),
        Route.change("POST", POOL + "deregister", this::deregisterPool),
        Route.change("POST", ANY + "register", this::registerAny),
        Route.async(ANY + "heartbeat", this::heartbeat),
        Route.change("POST", ANY + "update", this::update),
        Route.change("DELETE", ANY + "deregister", this::deregisterAny),
        Route.change("POST", ANY + "deregister", this::deregisterAny),
        Route.change("POST", BROKER + "register", this::registerBroker),
        Route.async(BROKER + "heartbeat", this::heartbeatOfBroker),
        Route.change("DELETE", BROKER + "deregister", this::deregisterBroker),
        Route.change("POST", BROKER + "deregister", this::deregisterBroker));
  }

  private Reply registerPool(Call call) {
    JsonObject body = JsonBody.typedObject(call);
    return register(ServedRequest.registration(body, RuntimeKind.WORKER_POOL));
  }

  private Reply registerAny(Call call) {
    return register(ServedRequest.registration(JsonBody.typedObject(call)));
  }

  private Reply register(RuntimeRegistrationRequest request) {
    gate.check(request);
    return Reply.json(200, registry.register(request).json());
  }

  /** The answer of the Python server's placeholder, and the result of the registration. */
  private Reply registerBroker(Call call) {
    JsonObject body = JsonBody.object(call);
    RuntimeRegistrationRequest request = ServedRequest.registration(body, RuntimeKind.BROKER);
    gate.check(request);
    JsonObject answer = registry.register(request).json();
    return Reply.json(
        200,
        JsonObject.EMPTY
            .with("status", "registered")
            .with("payload", body)
            .merge(without(answer, "status")));
  }

  private Reply update(Call call) {
    RuntimeUpdateRequest request = ServedRequest.update(JsonBody.typedObject(call));
    gate.check(request);
    return Reply.json(200, registry.update(request).json());
  }

  private CompletionStage<Reply> heartbeat(Call call) {
    return heartbeat(
        ServedRequest.heartbeat(
            JsonBody.objectOrEmpty(call), RuntimeKind.WORKER_POOL, defaultName));
  }

  private CompletionStage<Reply> heartbeatOfBroker(Call call) {
    return heartbeat(
        ServedRequest.heartbeat(JsonBody.objectOrEmpty(call), RuntimeKind.BROKER, null));
  }

  private CompletionStage<Reply> heartbeat(RuntimeHeartbeatRequest request) {
    return gate.heartbeatLater(request).thenApply(answer -> Reply.json(200, answer.json()));
  }

  private Reply deregisterPool(Call call) {
    JsonObject body = JsonBody.object(call);
    return deregister(ServedRequest.deregistration(body, RuntimeKind.WORKER_POOL), "ok");
  }

  private Reply deregisterAny(Call call) {
    return deregister(ServedRequest.deregistration(JsonBody.object(call)), "ok");
  }

  private Reply deregisterBroker(Call call) {
    JsonObject body = JsonBody.object(call);
    return deregister(ServedRequest.deregistration(body, RuntimeKind.BROKER), "deregistered");
  }

  /** The Python server answers ok for any name; a header says whether it existed. */
  private Reply deregister(RuntimeDeregistrationRequest request, String status) {
    try {
      JsonObject answer = registry.deregister(request).json();
      return Reply.json(200, answer.with("status", status)).with("X-NoETL-Changed", "1");
    } catch (UnknownComponent unknown) {
      JsonObject answer = RuntimeRegistrationResponse.of(status, request, null, null).json();
      return Reply.json(200, answer).with("X-NoETL-Changed", "0");
    }
  }

  private static JsonObject without(JsonObject object, String field) {
    return new JsonObject(object.copy().without(field));
  }
}
