package io.noetl.runtime.endpoint;

/** What a route needs of who asks, where tokens are in use. */
enum Access {
  OPEN,
  READ,
  WRITE
}
