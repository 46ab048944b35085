package io.noetl.runtime.endpoint.limits;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.jspecify.annotations.Nullable;

/**
 * How many connections there may be, of one peer and of all. Where a peer has as many, those of its
 * own that have rested longest give way to a new one; where all are taken, those of the peer with
 * most.
 */
public final class ConnectionLimits implements SelectorManager.AcceptListener {

  /** To look for those that give way costs much, so some do together. */
  private static final int AT_ONCE = 50;

  /** Whose last byte was so long ago waits for no answer. */
  private static final long RESTING_MILLIS = 3000;

  private final int most;
  private final int mostOfPeer;
  private final Supplier<Collection<EndPoint>> ends;
  private final News news;
  private final Map<SelectableChannel, Peer> open = new HashMap<>();
  private final Map<Peer, Integer> peers = new HashMap<>();

  /**
   * Limits for a listener.
   *
   * @param ends the connections that are open
   */
  public ConnectionLimits(
      int most, int mostOfPeer, Supplier<Collection<EndPoint>> ends, News news) {
    this.most = most;
    this.mostOfPeer = mostOfPeer;
    this.ends = ends;
    this.news = news;
  }

  /** Is told what becomes of connections for which there is no room. */
  public interface News {

    /**
     * None rests that could give way, so a new one is closed.
     *
     * @param peerIsFull whether its peer has as many as one may have; else all are taken
     */
    void refused(SocketAddress client, boolean peerIsFull);

    /** One that rested is closed for others. */
    void gaveWay(EndPoint resting);
  }

  /** How many there are now. */
  public synchronized int count() {
    return open.size();
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    SocketAddress remote = remote(channel);
    if (remote == null) {
      return;
    }
    Peer peer = Peer.of(remote);
    List<SelectableChannelEndPoint> resting;
    boolean peerIsFull;
    boolean isTaken;
    synchronized (this) {
      peerIsFull = peers.getOrDefault(peer, 0) >= mostOfPeer;
      boolean isFull = peerIsFull || open.size() >= most;
      resting = isFull ? resting(peerIsFull ? peer : heaviest()) : List.of();
      resting.forEach(end -> onClosed(end.getChannel()));
      isTaken = !isFull || !resting.isEmpty();
      if (isTaken) {
        open.put(channel, peer);
        peers.merge(peer, 1, Integer::sum);
      }
    }
    for (EndPoint end : resting) {
      news.gaveWay(end);
      end.close();
    }
    if (!isTaken) {
      news.refused(remote, peerIsFull);
      close(channel);
    }
  }

  private @Nullable Peer heaviest() {
    Peer heaviest = null;
    int most = 0;
    for (Map.Entry<Peer, Integer> peer : peers.entrySet()) {
      if (peer.getValue() > most) {
        heaviest = peer.getKey();
        most = peer.getValue();
      }
    }
    return heaviest;
  }

  /** Those of a peer that give way, the longest at rest first. */
  private List<SelectableChannelEndPoint> resting(@Nullable Peer peer) {
    if (peer == null) {
      return List.of();
    }
    List<SelectableChannelEndPoint> resting = new ArrayList<>();
    for (EndPoint end : ends.get()) {
      if (end instanceof SelectableChannelEndPoint one
          && one.getIdleFor() > RESTING_MILLIS
          && Objects.equals(open.get(one.getChannel()), peer)) {
        resting.add(one);
      }
    }
    resting.sort(Comparator.comparingLong(SelectableChannelEndPoint::getIdleFor).reversed());
    int some = Math.clamp(mostOfPeer / AT_ONCE, 1, AT_ONCE);
    return List.copyOf(resting.subList(0, Math.min(some, resting.size())));
  }

  /** Where it is closed, Jetty finds that out when it wants to read from it. */
  private static void close(SelectableChannel channel) {
    try {
      channel.close();
    } catch (IOException gone) {
      // As it should be.
    }
  }

  private static @Nullable SocketAddress remote(SelectableChannel channel) {
    try {
      return channel instanceof SocketChannel socket ? socket.getRemoteAddress() : null;
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, @Nullable Throwable cause) {
    onClosed(channel);
  }

  @Override
  public synchronized void onClosed(SelectableChannel channel) {
    Peer peer = open.remove(channel);
    if (peer != null) {
      peers.computeIfPresent(peer, (key, count) -> count == 1 ? null : count - 1);
    }
  }
}
