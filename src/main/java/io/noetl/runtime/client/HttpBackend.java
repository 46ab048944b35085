package io.noetl.runtime.client;

import java.util.concurrent.Future;

/** Takes one HTTP request to its first hop and brings the answer back, on one HTTP library. */
interface HttpBackend extends AutoCloseable {

  /**
   * Begins a request; connects to the first address that the host's name is resolved to.
   *
   * @return the answer, its body still packed; fails with the {@code IOException} that kept it from
   *     coming, and lets go of the connection when it is cancelled
   */
  Future<HttpAnswer> send(WireRequest request);

  /** Gives up what is under way. */
  @Override
  void close();
}
