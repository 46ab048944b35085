package io.noetl.runtime.endpoint.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that Jetty refuses itself, such as malformed HTTP, and counts and logs them like
 * all others.
 */
public final class HttpErrorHandler extends ErrorHandler {

  private static final String ALREADY_REFUSED = "channel already completed";

  private final HttpServices services;

  public HttpErrorHandler(HttpServices services) {
    this.services = services;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object why = request.getAttribute(ERROR_MESSAGE);
    new Exchange(services, request, response, callback)
        .refuse(status(response, why), why == null ? null : why.toString());
    return true;
  }

  /**
   * What follows a request that Jetty has refused may find it still busy with that: its 500 is the
   * client's fault, and no client may make the server look broken.
   */
  private static int status(Response response, @Nullable Object why) {
    int status = response.getStatus();
    boolean isAfterRefusal = why != null && why.toString().endsWith(ALREADY_REFUSED);
    return isAfterRefusal && status == HttpStatus.INTERNAL_SERVER_ERROR_500
        ? HttpStatus.BAD_REQUEST_400
        : status;
  }
}
