package io.noetl.runtime.endpoint.limits;

/** Nobody waits for this answer any more, so it is not made. */
public final class ClientGone extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ClientGone() {
    super("nobody waits for the answer", null, false, false);
  }
}
