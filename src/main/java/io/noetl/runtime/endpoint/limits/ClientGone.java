package io.noetl.runtime.endpoint.limits;

/** The client closed the connection, so no answer is made. */
public final class ClientGone extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ClientGone() {
    super("the client closed the connection", null, false, false);
  }
}
