package io.noetl.runtime.client;

import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The registry of a NoETL server, over HTTP. */
public final class HttpRuntimeApi implements RuntimeApi {

  /** Says how many rows a call changed, since {@code ok} alone does not tell whether any did. */
  static final String CHANGED = "X-NoETL-Changed";

  private final ClientOptions options;
  private final Headers headers;
  private final HttpTransport transport;

  /** A client that connects on first use. */
  public HttpRuntimeApi(ClientOptions options) {
    this.options = options;
    this.headers = new Headers(options.userAgent(), options.token(), options.headers());
    this.transport = new HttpTransport(options, headers);
  }

  @Override
  public RuntimeRegistrationResponse register(RuntimeRegistrationRequest request) {
    return new RuntimeRegistrationResponse(Answers.object(exchange(request)));
  }

  @Override
  public RuntimeHeartbeatResponse heartbeat(RuntimeHeartbeatRequest request) {
    return new RuntimeHeartbeatResponse(Answers.object(exchange(request)));
  }

  @Override
  public RuntimeRegistrationResponse deregister(RuntimeDeregistrationRequest request) {
    Answer answer = exchange(request);
    if ("0".equals(answer.header(CHANGED))) {
      throw new RuntimeApiException.UnknownComponent(request.kind(), request.name(), Details.NONE);
    }
    return new RuntimeRegistrationResponse(Answers.object(answer));
  }

  @Override
  public RuntimeListResponse list(RuntimeListQuery query) {
    Answer answer = transport.send(Routes.of(query));
    if (!answer.succeeded()) {
      throw Refusals.of(answer, null);
    }
    return Answers.list(answer, query);
  }

  @Override
  public RequestPreview preview(RuntimeRequest request) {
    Call call = Routes.of(request);
    var address = options.server().resolve(call.path());
    Map<String, String> shown = new LinkedHashMap<>();
    headers.forEach(call, (name, value) -> shown.put(name, Headers.mask(name, value)));
    JsonObject body = call.body() == null ? JsonObject.EMPTY : call.body();
    return new RequestPreview(
        call.method(), address.toString(), shown, body, CurlCommand.of(call, address, headers));
  }

  @Override
  public void close() {
    transport.close();
  }

  private Answer exchange(RuntimeRequest request) {
    Answer answer = transport.send(Routes.of(request));
    if (!answer.succeeded()) {
      throw Refusals.of(answer, request);
    }
    return answer;
  }
}
