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
 * How much all clients together may hold of one thing. Where it is more, the peer that holds most
 * gives way, and of what it holds the oldest first: who sends as clients do is done in a moment.
 *
 * <p>For several threads. What ends a share is run by the thread that needs the room, with no lock.
 */
public final class Budget {

  private final long most;
  private final Map<Peer, Holdings> peers = new HashMap<>();
  private long held;

  /**
   * A budget that nobody holds anything of.
   *
   * @param most the bytes that all shares may have together
   */
  public Budget(long most) {
    this.most = most;
  }

  /** What one peer holds, the oldest share that can be cut first. */
  private static final class Holdings {

    private final LinkedHashSet<Share> waiting = new LinkedHashSet<>();
    private int shares;
    private long bytes;
  }

  /** The bytes that all shares have now. */
  public synchronized long held() {
    return held;
  }

  /**
   * Begins a share of the client at the other end. Where there is no room even when all others that
   * wait have given way, it is cut itself.
   *
   * @param end ends what the share stands for, when it gives way to others
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

  /** Adds to a share that is open, and makes room. */
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
      throw new IllegalStateException("an open share of nobody");
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

  /** What one client holds for one thing. */
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

    /** Sets how much it has; what is cut has nothing. */
    public void resize(long size) {
      List<Share> gone;
      synchronized (Budget.this) {
        gone = open ? add(this, size - bytes) : List.of();
      }
      gone.forEach(Share::end);
    }

    /**
     * From now on it counts and cannot be cut, until it is closed.
     *
     * @return false when it was cut before
     */
    public boolean keep() {
      synchronized (Budget.this) {
        if (open) {
          holdings(this).waiting.remove(this);
        }
        return !cut;
      }
    }

    /** Whether it gave way to others. */
    public boolean isCut() {
      synchronized (Budget.this) {
        return cut;
      }
    }

    /** Gives everything back; more than once is as once. */
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
