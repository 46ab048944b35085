package io.noetl.runtime.endpoint.route;

/** What a token allows, and what a route requires. */
public enum Access {
  OPEN,
  READ,
  WRITE
}
