package io.noetl.runtime.endpoint;

import org.eclipse.jetty.http.HttpStatus;
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
        .refuse(status(request, response), why == null ? null : why.toString());
    return true;
  }

  /** Where nonsense follows nonsense, Jetty may fail to see that it refused the connection. */
  private static int status(Request request, Response response) {
    boolean isNonsense = request.getMethod().equals(Exchange.UNREAD_METHOD);
    int status = response.getStatus();
    return isNonsense && status == HttpStatus.INTERNAL_SERVER_ERROR_500
        ? HttpStatus.BAD_REQUEST_400
        : status;
  }
}
