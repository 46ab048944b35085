package io.noetl.runtime.client;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one host in the order of attempts: the one that worked last, then those that
 * never refused, then the others by the time of their refusal, oldest first.
 */
final class HostAddresses {

  private static final Long NEVER = 0L;

  private final Map<InetAddress, Long> refusals = new HashMap<>();
  private List<InetAddress> told = List.of();
  private @Nullable InetAddress good;
  private long refused;

  /** Orders the current addresses of the host, and forgets all others. */
  synchronized List<InetAddress> inOrder(List<InetAddress> now) {
    told = refusals.isEmpty() && good == null ? now : sorted(now);
    return told;
  }

  private List<InetAddress> sorted(List<InetAddress> now) {
    refusals.keySet().retainAll(now);
    return now.stream()
        .sorted(
            Comparator.comparing((InetAddress address) -> !address.equals(good))
                .thenComparing(address -> refusals.getOrDefault(address, NEVER)))
        .toList();
  }

  /** Records that the first address refused; returns the number of addresses. */
  synchronized int firstRefused() {
    if (!told.isEmpty()) {
      refused++;
      refusals.put(told.getFirst(), refused);
      good = told.getFirst().equals(good) ? null : good;
    }
    return told.size();
  }

  /** Records that the first address accepted a connection. */
  synchronized void firstWorked() {
    good = told.isEmpty() ? good : told.getFirst();
  }
}
