package io.noetl.runtime.endpoint.limits;

import io.noetl.runtime.endpoint.limits.Caller.Account;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many different lists each client waits for or is being sent. Many requests for one list are
 * one: they share it.
 */
public final class ListQuota {

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Account, Integer> taken = new HashMap<>();

  /** So many for each client. */
  public ListQuota(int most) {
    this.most = most;
  }

  /** A list that nobody waits for yet. */
  public Shared list() {
    return new Shared();
  }

  /** How many clients have a list under way. */
  public int clients() {
    lock.lock();
    try {
      return taken.size();
    } finally {
      lock.unlock();
    }
  }

  /** One list, and who has it. */
  public final class Shared {

    private final Map<Account, Integer> readers = new HashMap<>();

    private Shared() {}

    /**
     * Takes a place for each account of a reader that has none with this list yet; {@link #leave}
     * gives it back.
     *
     * @throws TooManyLists when there is none; nothing is taken then
     */
    public void enter(Collection<Account> accounts) {
      lock.lock();
      try {
        for (Account account : accounts) {
          if (!readers.containsKey(account) && taken.getOrDefault(account, 0) >= most) {
            throw new TooManyLists(account.word(), most);
          }
        }
        for (Account account : accounts) {
          if (readers.merge(account, 1, Integer::sum) == 1) {
            taken.merge(account, 1, Integer::sum);
          }
        }
      } finally {
        lock.unlock();
      }
    }

    /** Whether one of the accounts has a place with this list. */
    public boolean isOf(Collection<Account> accounts) {
      lock.lock();
      try {
        return accounts.stream().anyMatch(readers::containsKey);
      } finally {
        lock.unlock();
      }
    }

    /** To be called once for each reader that entered. */
    public void leave(Collection<Account> accounts) {
      lock.lock();
      try {
        for (Account account : accounts) {
          if (readers.computeIfPresent(account, (key, count) -> count == 1 ? null : count - 1)
              == null) {
            taken.computeIfPresent(account, (key, count) -> count == 1 ? null : count - 1);
          }
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
