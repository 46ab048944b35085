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
 * Limits the connections of each peer and of all together. At the limit of a peer, its longest idle
 * connections are closed for a new one; at the limit of all, those of the peer with the most
 * connections.
 */
public final class ConnectionLimits implements SelectorManager.AcceptListener {

  /** The search for idle connections is expensive, so it closes several at once. */
  private static final int AT_ONCE = 50;

  /** A connection without traffic for so long waits for no answer. */
  private static final long IDLE_MILLIS = 3000;

  private final int most;
  private final int mostOfPeer;
  private final Supplier<Collection<EndPoint>> ends;
  private final Listener listener;
  private final Map<SelectableChannel, Peer> open = new HashMap<>();
  private final Map<Peer, Integer> peers = new HashMap<>();

  /**
   * Limits for a listener.
   *
   * @param ends the connections that are open
   */
  public ConnectionLimits(
      int most, int mostOfPeer, Supplier<Collection<EndPoint>> ends, Listener listener) {
    this.most = most;
    this.mostOfPeer = mostOfPeer;
    this.ends = ends;
    this.listener = listener;
  }

  /** Is called when a connection is refused or closed because of a limit. */
  public interface Listener {

    /**
     * A new connection was refused, because none was idle.
     *
     * @param peerIsFull whether the limit of its peer was reached; else the limit of all
     */
    void refused(SocketAddress client, boolean peerIsFull);

    /** An idle connection is closed for a new one. */
    void closedIdle(EndPoint idle);
  }

  /** How many connections are open. */
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
    List<SelectableChannelEndPoint> idle;
    boolean peerIsFull;
    boolean isTaken;
    synchronized (this) {
      peerIsFull = peers.getOrDefault(peer, 0) >= mostOfPeer;
      boolean isFull = peerIsFull || open.size() >= most;
      idle = isFull ? idle(peerIsFull ? peer : heaviest()) : List.of();
      idle.forEach(end -> onClosed(end.getChannel()));
      isTaken = !isFull || !idle.isEmpty();
      if (isTaken) {
        open.put(channel, peer);
        peers.merge(peer, 1, Integer::sum);
      }
    }
    for (EndPoint end : idle) {
      listener.closedIdle(end);
      end.close();
    }
    if (!isTaken) {
      listener.refused(remote, peerIsFull);
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

  /** The connections of a peer that are to be closed, the longest idle first. */
  private List<SelectableChannelEndPoint> idle(@Nullable Peer peer) {
    if (peer == null) {
      return List.of();
    }
    List<SelectableChannelEndPoint> idle = new ArrayList<>();
    for (EndPoint end : ends.get()) {
      if (end instanceof SelectableChannelEndPoint one
          && one.getIdleFor() > IDLE_MILLIS
          && Objects.equals(open.get(one.getChannel()), peer)) {
        idle.add(one);
      }
    }
    idle.sort(Comparator.comparingLong(SelectableChannelEndPoint::getIdleFor).reversed());
    int some = Math.clamp(mostOfPeer / AT_ONCE, 1, AT_ONCE);
    return List.copyOf(idle.subList(0, Math.min(some, idle.size())));
  }

  /** Jetty notices that the channel is closed when it reads from it. */
  private static void close(SelectableChannel channel) {
    try {
      channel.close();
    } catch (IOException gone) {
      // It is closed already.
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
