package io.noetl.runtime.endpoint.limits;

import java.util.List;

/** Whoever waits for an answer. */
public interface Caller {

  /** What its lists are counted against: its address, and its token where it has one. */
  List<Account> accounts();

  /**
   * Whether nobody waits for the answer any more, because the client hung up or has one already.
   * Asks the operating system, and keeps nobody.
   */
  boolean isGone();

  /**
   * One client, equal to itself in all its requests.
   *
   * @param word what it is known by, in the words of a message
   */
  record Account(String word, Object key) {}
}
