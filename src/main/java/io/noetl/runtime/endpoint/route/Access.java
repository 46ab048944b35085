package io.noetl.runtime.endpoint.route;

/** What a route needs of who asks, where tokens are in use. */
public enum Access {
  OPEN,
  READ,
  WRITE
}
