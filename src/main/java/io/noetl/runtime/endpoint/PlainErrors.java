package io.noetl.runtime.endpoint;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Refusals that are Jetty's own, of requests that are no HTTP: answered, counted and logged as all
 * others are.
 */
final class PlainErrors extends ErrorHandler {

  private final HttpGate gate;

  PlainErrors(HttpGate gate) {
    this.gate = gate;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object why = request.getAttribute(ERROR_MESSAGE);
    new Exchange(gate, request, response, callback)
        .refuse(response.getStatus(), why == null ? null : why.toString());
    return true;
  }
}
