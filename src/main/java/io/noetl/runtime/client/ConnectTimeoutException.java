package io.noetl.runtime.client;

import java.net.ConnectException;

/** Nothing answered the attempt to connect in time, not even to refuse it. */
final class ConnectTimeoutException extends ConnectException {
  private static final long serialVersionUID = 1L;

  ConnectTimeoutException(Throwable cause) {
    super("nothing answered the connection");
    initCause(cause);
  }
}
