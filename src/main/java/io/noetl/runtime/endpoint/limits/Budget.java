package io.noetl.runtime.endpoint.limits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * Limits the memory that all clients together hold for one purpose. Above the limit, shares of the
 * peer that holds most are cut, the oldest first: a well-behaved client finishes within a moment.
 *
 * <p>Thread-safe. The callback of a cut share is run by the thread that needs the memory, outside
 * of the lock.
 */
public final class Budget {

  private final long most;
  private final Map<Peer, Holdings> peers = new HashMap<>();
  private long held;

  /**
   * A budget without shares.
   *
   * @param most the bytes that all shares together may hold
   */
  public Budget(long most) {
    this.most = most;
  }

  /** What one peer holds; the shares that can be cut, the oldest first. */
  private static final class Holdings {

    private final LinkedHashSet<Share> waiting = new LinkedHashSet<>();
    private int shares;
    private long bytes;
  }

  /** The bytes that all shares hold now. */
  public synchronized long held() {
    return held;
  }

  /**
   * Begins a share of the client of a connection. It is cut at once when the memory does not
   * suffice even without all shares that can be cut.
   *
   * @param end is called when the share is cut, and has to free what it counts
   */
  public Share begin(EndPoint client, long bytes, Runnable end) {
    return begin(Peer.of(client), bytes, end);
  }

  Share begin(Peer peer, long bytes, Runnable end) {
    Share share = new Share(peer, end);
    List<Share> cut;
    synchronized (this) {
      Holdings holdings = peers.computeIfAbsent(peer, key -> new Holdings());
      holdings.waiting.add(share);
      holdings.shares++;
      cut = add(share, bytes);
    }
    cut.forEach(Share::end);
    return share;
  }

  /** Adds to an open share; returns the shares that this cuts. */
  private List<Share> add(Share share, long bytes) {
    held += bytes;
    share.bytes += bytes;
    holdings(share).bytes += bytes;
    if (held <= most) {
      return List.of();
    }
    List<Share> cut = new ArrayList<>();
    Share next = oldestOfHeaviest();
    while (held > most && next != null) {
      cut.add(next);
      next.cut = true;
      drop(next);
      next = oldestOfHeaviest();
    }
    return cut;
  }

  private Holdings holdings(Share share) {
    Holdings holdings = peers.get(share.peer);
    if (holdings == null) {
      throw new IllegalStateException("an open share has no holdings");
    }
    return holdings;
  }

  private @Nullable Share oldestOfHeaviest() {
    Holdings heaviest = null;
    for (Holdings holdings : peers.values()) {
      if (!holdings.waiting.isEmpty() && (heaviest == null || holdings.bytes > heaviest.bytes)) {
        heaviest = holdings;
      }
    }
    if (heaviest == null) {
      return null;
    }
    Iterator<Share> oldest = heaviest.waiting.iterator();
    return oldest.next();
  }

  private void drop(Share share) {
    Holdings holdings = holdings(share);
    share.open = false;
    held -= share.bytes;
    holdings.bytes -= share.bytes;
    holdings.waiting.remove(share);
    holdings.shares--;
    if (holdings.shares == 0) {
      peers.remove(share.peer);
    }
  }

  /** What one client holds for one purpose. */
  public final class Share implements AutoCloseable {

    private final Peer peer;
    private final Runnable end;
    private long bytes;
    private boolean open = true;
    private boolean cut;

    private Share(Peer peer, Runnable end) {
      this.peer = peer;
      this.end = end;
    }

    /** Sets how many bytes it holds; no effect on a share that was cut. */
    public void resize(long size) {
      List<Share> gone;
      synchronized (Budget.this) {
        gone = open ? add(this, size - bytes) : List.of();
      }
      gone.forEach(Share::end);
    }

    /**
     * Makes the share safe from being cut, until it is closed.
     *
     * @return false when it was cut already
     */
    public boolean keep() {
      synchronized (Budget.this) {
        if (open) {
          holdings(this).waiting.remove(this);
        }
        return !cut;
      }
    }

    /** Whether it was cut. */
    public boolean isCut() {
      synchronized (Budget.this) {
        return cut;
      }
    }

    /** Frees what it holds; repeated calls have no effect. */
    @Override
    public void close() {
      synchronized (Budget.this) {
        if (open) {
          drop(this);
        }
      }
    }

    private void end() {
      end.run();
    }
  }
}
