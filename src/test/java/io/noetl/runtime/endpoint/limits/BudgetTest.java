package io.noetl.runtime.endpoint.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which shares are cut when all together hold too much. */
class BudgetTest {

  private static final Peer ONE = new Peer("one");
  private static final Peer OTHER = new Peer("other");

  private final Budget budget = new Budget(100);
  private final List<String> ended = new ArrayList<>();

  private Budget.Share begin(Peer peer, String name, long bytes) {
    return budget.begin(peer, bytes, () -> ended.add(name));
  }

  @Test
  void oldestShareIsCutFirst() {
    begin(ONE, "a", 40);
    begin(ONE, "b", 40);
    begin(ONE, "c", 40);
    assertEquals(List.of("a"), ended);
    assertEquals(80, budget.held());
  }

  @Test
  void sharesOfThePeerThatHoldsMostAreCut() {
    Budget.Share small = begin(OTHER, "small", 10);
    for (int i = 0; i < 20; i++) {
      begin(ONE, "large", 30);
    }
    assertFalse(small.isCut());
    assertEquals(17, ended.size());
    assertFalse(ended.contains("small"));
  }

  @Test
  void growthOfAShareCutsOthers() {
    Budget.Share first = begin(ONE, "a", 50);
    Budget.Share second = begin(ONE, "b", 10);
    second.resize(60);
    assertTrue(first.isCut());
    assertEquals(60, budget.held());
    second.resize(20);
    assertEquals(20, budget.held());
    first.resize(90);
    assertEquals(20, budget.held(), "what is cut counts no more");
  }

  @Test
  void shareThatGrowsBeyondTheBudgetIsCutItself() {
    Budget.Share only = begin(ONE, "a", 50);
    only.resize(101);
    assertTrue(only.isCut());
    assertEquals(0, budget.held());
  }

  @Test
  void keptShareIsNotCutAndANewOneIs() {
    Budget.Share kept = begin(ONE, "kept", 90);
    assertTrue(kept.keep());
    Budget.Share late = begin(OTHER, "late", 20);
    assertTrue(late.isCut());
    assertEquals(List.of("late"), ended);
    assertFalse(late.keep());
    kept.close();
    kept.close();
    assertEquals(0, budget.held());
    assertFalse(begin(OTHER, "again", 20).isCut());
  }

  @Test
  void peersAreIpv4AddressesAndIpv6Networks() throws UnknownHostException {
    assertEquals(peer("192.0.2.1"), peer("192.0.2.1"));
    assertFalse(peer("192.0.2.1").equals(peer("192.0.2.2")));
    assertEquals(peer("2001:db8:0:1::1"), peer("2001:db8:0:1:f::2"));
    assertFalse(peer("2001:db8:0:1::1").equals(peer("2001:db8:0:2::1")));
  }

  private static Peer peer(String address) throws UnknownHostException {
    return Peer.of(new InetSocketAddress(InetAddress.getByName(address), 1));
  }

  @Test
  void nothingIsHeldAfterManyConcurrentShares() throws InterruptedException {
    AtomicInteger ends = new AtomicInteger();
    AtomicInteger cut = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Peer peer = i % 2 == 0 ? ONE : OTHER;
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int round = 0; round < 5000; round++) {
              Budget.Share share = budget.begin(peer, 10, ends::incrementAndGet);
              share.resize(ThreadLocalRandom.current().nextInt(60));
              if (round % 3 == 0) {
                share.keep();
              }
              share.close();
              if (share.isCut()) {
                cut.incrementAndGet();
              }
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(0, budget.held());
    assertEquals(ends.get(), cut.get(), "each that was cut was ended, once");
  }
}
