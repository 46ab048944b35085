package io.noetl.runtime.endpoint.limits;

import io.noetl.runtime.endpoint.limits.Caller.Account;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits how many different lists each client waits for or is being sent. Requests that share a
 * list count once.
 */
public final class ListQuota {

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Account, Integer> taken = new HashMap<>();

  /** A limit of so many lists for each client. */
  public ListQuota(int most) {
    this.most = most;
  }

  /** A list without readers. */
  public Shared list() {
    return new Shared();
  }

  /** How many clients wait for a list or are being sent one. */
  public int clients() {
    lock.lock();
    try {
      return taken.size();
    } finally {
      lock.unlock();
    }
  }

  /** One list, and the accounts of its readers. */
  public final class Shared {

    private final Map<Account, Integer> readers = new HashMap<>();

    private Shared() {}

    /**
     * Adds a reader, which counts once for each of its accounts; {@link #leave} removes it.
     *
     * @throws TooManyLists when an account is at its limit; the reader is not added then
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

    /** Whether one of the accounts reads this list. */
    public boolean isOf(Collection<Account> accounts) {
      lock.lock();
      try {
        return accounts.stream().anyMatch(readers::containsKey);
      } finally {
        lock.unlock();
      }
    }

    /** Removes a reader; to be called once for each that entered. */
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
