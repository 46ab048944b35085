package io.noetl.runtime.endpoint.limits;

import java.util.List;

/** The client that waits for an answer. */
public interface Caller {

  /** What its lists are counted against: its address, and its token if it has one. */
  List<Account> accounts();

  /**
   * Whether the client closed the connection or has its answer already. Asks the operating system,
   * and does not block.
   */
  boolean isGone();

  /**
   * What a limit per client counts by; equal for all requests of a client.
   *
   * @param word the noun for it in a message
   */
  record Account(String word, Object key) {}
}
