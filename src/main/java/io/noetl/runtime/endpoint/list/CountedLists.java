package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.limits.Caller;
import io.noetl.runtime.endpoint.limits.ClientGone;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.limits.TooManyLists;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.Reply;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Makes answers of many rows one after another, since each is held in memory. Each counts against
 * its client's lists until it is sent.
 */
public final class CountedLists {

  private final ListQuota quota;
  private final ReentrantLock turn = new ReentrantLock();

  public CountedLists(ListQuota quota) {
    this.quota = quota;
  }

  /**
   * Makes an answer in its turn.
   *
   * @throws TooManyLists when the client waits for too many other lists
   * @throws ClientGone when the client has closed its connection meanwhile
   */
  public Reply answer(Call call, Supplier<Reply> list) {
    Caller caller = call.caller();
    var accounts = caller.accounts();
    ListQuota.Shared place = quota.list();
    place.enter(accounts);
    try {
      return inTurn(caller, list).heldBy(() -> place.leave(accounts));
    } catch (RuntimeException | Error unsent) {
      place.leave(accounts);
      throw unsent;
    }
  }

  private Reply inTurn(Caller caller, Supplier<Reply> list) {
    turn.lock();
    try {
      if (caller.isGone()) {
        throw new ClientGone();
      }
      return list.get();
    } finally {
      turn.unlock();
    }
  }
}
