package io.noetl.runtime.client;

import java.net.ConnectException;

/** A connection was neither accepted nor refused in time. */
final class ConnectTimeoutException extends ConnectException {
  private static final long serialVersionUID = 1L;

  ConnectTimeoutException(Throwable cause) {
    super("nothing answered the connection");
    initCause(cause);
  }
}
