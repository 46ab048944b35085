package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeApiException.Held;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.owner.OwnerState;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exclusive registration in direct mode, on either engine. */
abstract class OwnershipContract {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long ENDED_PID = 4711;
  private static final int OWNERS = 4;
  private static final int ROUNDS = 20;

  /** A service on an empty table. */
  abstract RuntimeService open() throws Exception;

  /** Another service on the same table, with a connection of its own. */
  abstract RuntimeService another();

  /** Runs a statement; {@code {ago:N}} is the time N seconds ago, as the table stores it. */
  abstract void execute(String sql) throws Exception;

  /** Why a name may be taken. */
  enum Free {
    NEVER_SEEN(""),
    STALE("heartbeat = {ago:61}"),
    OFFLINE("status = 'offline'"),
    /** The process that registered it has ended, and its last heartbeat is young. */
    ENDED("uri = 'u'");

    private final String change;

    Free(String change) {
      this.change = change;
    }
  }

  @Test
  void staleRowOfAnotherOwnerIsTakenOver() throws Exception {
    try (RuntimeService service = open()) {
      service.register(Requests.registration("{'name':'p','hostname':'b','pid':4711}"));
      execute("UPDATE noetl.runtime SET heartbeat = {ago:61}");

      service.register(
          Requests.registration("{'name':'p','hostname':'a','pid':1}"), Owners.exclusive(MINUTE));

      assertEquals("a", service.list(Requests.EVERYTHING).items().getFirst().hostname());
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneOfConcurrentOwnersWins(Free free) throws Exception {
    List<RuntimeService> services = new ArrayList<>();
    try (RuntimeService first = open();
        ExecutorService threads = Executors.newFixedThreadPool(OWNERS)) {
      for (int i = 0; i < OWNERS; i++) {
        services.add(another());
      }
      for (int round = 0; round < ROUNDS; round++) {
        if (free != Free.NEVER_SEEN) {
          first.register(owner("p" + round, ENDED_PID));
          execute("UPDATE noetl.runtime SET " + free.change + " WHERE name = 'p" + round + "'");
        }
        assertEquals(1, winners(threads, services, "p" + round), "round " + round);
      }
    } finally {
      services.forEach(RuntimeService::close);
    }
  }

  private static int winners(ExecutorService threads, List<RuntimeService> services, String name)
      throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Boolean>> wins = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
      wins.add(threads.submit(racer(services.get(i), owner(name, 100 + i), start)));
    }
    start.countDown();
    int won = 0;
    for (Future<Boolean> win : wins) {
      won += win.get() ? 1 : 0;
    }
    return won;
  }

  private static Callable<Boolean> racer(
      RuntimeService service, RuntimeRegistrationRequest owner, CountDownLatch start) {
    return () -> {
      start.await();
      try {
        service.register(
            owner, new RegistrationCondition.Exclusive(MINUTE, OwnershipContract::look));
        return true;
      } catch (Held lost) {
        return false;
      }
    };
  }

  private static OwnerState look(ProcessIdentity owner, @Nullable Duration silence) {
    return Long.toString(ENDED_PID).equals(owner.pid()) ? OwnerState.ENDED : OwnerState.RUNS;
  }

  private static RuntimeRegistrationRequest owner(String name, long pid) {
    return Requests.registration("{'name':'" + name + "','hostname':'h','pid':" + pid + "}");
  }
}
