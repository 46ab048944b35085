package io.noetl.runtime.client;

import java.util.concurrent.Future;

/** Sends one HTTP request to its first hop and reads the answer, using one HTTP library. */
interface HttpBackend extends AutoCloseable {

  /**
   * Starts a request; connects to the first address that the host name resolves to.
   *
   * @return the answer with its body still encoded; fails with the {@code IOException} of the
   *     exchange; cancelling it closes the connection
   */
  Future<HttpAnswer> send(WireRequest request);

  /** Cancels the requests in flight. */
  @Override
  void close();
}
