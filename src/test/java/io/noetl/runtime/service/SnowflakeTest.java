package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnowflakeTest {

  private static final long EPOCH = Snowflake.NOETL_EPOCH_MILLIS;

  /** Leaps nowhere. */
  private static final RandomGenerator CHANCE = () -> 0;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T18:07:20.933Z"));

  @Test
  void epochIsTheBeginningOf2024() {
    assertEquals(Instant.parse("2024-01-01T00:00:00Z"), Instant.ofEpochMilli(EPOCH));
  }

  @Test
  void idHoldsMillisecondsNodeAndSequence() {
    Snowflake ids = new Snowflake(clock, EPOCH, 1023, 4094, CHANCE);

    assertEquals(new Parts("2026-11-23T18:07:20.933Z", 1023, 4094), Parts.of(ids.next()));
    assertEquals(new Parts("2026-11-23T18:07:20.933Z", 1023, 4095), Parts.of(ids.next()));
  }

  @Test
  void idOfARealServerDecodes() {
    // From the first recorded answer, five seconds before the heartbeats of the recorded list.
    assertEquals(new Parts("2026-11-23T18:07:15.017Z", 0, 0), Parts.of(383317589431943168L));
  }

  @Test
  void assignedNodeStartsAtSequenceZero() {
    assertEquals(
        new Parts("2026-11-23T18:07:20.933Z", 5, 0),
        Parts.of(Snowflake.ofNode(clock, EPOCH, 5, CHANCE).next()));
  }

  @Test
  void epochIsASetting() {
    long epoch = clock.millis() - 3;

    assertEquals(3L << 22 | 7L << 12, Snowflake.ofNode(clock, epoch, 7, CHANCE).next());
  }

  @Test
  void nextMillisecondStartsAtSequenceZero() {
    Snowflake ids = new Snowflake(clock, EPOCH, 1, 100, CHANCE);
    ids.next();
    ids.next();
    clock.move(Duration.ofMillis(1));

    assertEquals(new Parts("2026-11-23T18:07:20.934Z", 1, 0), Parts.of(ids.next()));
  }

  @Test
  void idsIncreaseWhileTheClockStops() {
    Snowflake ids = Snowflake.ofNode(clock, EPOCH, 9, CHANCE);

    assertRising(ids, 10_000);

    assertEquals(new Parts("2026-11-23T18:07:20.935Z", 9, 10_000 - 2 * 4096), Parts.of(ids.next()));
  }

  @Test
  void idsIncreaseWhenTheClockGoesBack() {
    Snowflake ids = Snowflake.ofNode(clock, EPOCH, 9, CHANCE);
    long before = ids.next();
    clock.move(Duration.ofHours(-1));

    long after = ids.next();

    assertEquals(before + 1, after);
    assertRising(ids, 5_000);
  }

  @Test
  void idsIncreaseWhenTheClockCatchesUpWithBorrowedTime() {
    Snowflake ids = Snowflake.ofNode(clock, EPOCH, 9, CHANCE);
    assertRising(ids, 4_097);
    clock.move(Duration.ofMillis(1));

    assertEquals(new Parts("2026-11-23T18:07:20.934Z", 9, 1), Parts.of(ids.next()));
  }

  @Test
  void idsOfSeveralThreadsDiffer() throws Exception {
    Snowflake ids = Snowflake.ofNode(clock, EPOCH, 9, CHANCE);
    Set<Long> made = ConcurrentHashMap.newKeySet();
    Callable<Void> work =
        () -> {
          for (int i = 0; i < 5_000; i++) {
            made.add(ids.next());
          }
          return null;
        };

    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (var done : pool.invokeAll(List.of(work, work, work, work))) {
        done.get();
      }
    }

    assertEquals(20_000, made.size());
  }

  @Test
  void nodeAndFirstSequenceAreRandom() {
    Snowflake ids = Snowflake.byChance(clock, EPOCH, new ScriptedChance(77, 1234));

    assertEquals(new Parts("2026-11-23T18:07:20.933Z", 77, 1234), Parts.of(ids.next()));
  }

  @Test
  void idLeapsARandomDistanceAfterThreeCollisions() {
    Snowflake ids = new Snowflake(clock, EPOCH, 5, 0, new ScriptedChance(5, 5000));

    List<Parts> drawn = new ArrayList<>();
    for (int taken = 0; taken < 6; taken++) {
      drawn.add(Parts.of(ids.next(taken)));
    }

    assertEquals(
        List.of(
            new Parts("2026-11-23T18:07:20.933Z", 5, 0),
            new Parts("2026-11-23T18:07:20.933Z", 5, 1),
            new Parts("2026-11-23T18:07:20.933Z", 5, 2),
            new Parts("2026-11-23T18:07:20.933Z", 5, 3),
            new Parts("2026-11-23T18:07:20.934Z", 5, 908),
            new Parts("2026-11-23T18:07:20.935Z", 5, 1813)),
        drawn);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1024})
  void nodeOutOfRangeIsRefused(int node) {
    assertEquals(
        "a node is 0 to 1023, not " + node,
        assertThrows(
                IllegalArgumentException.class, () -> Snowflake.ofNode(clock, EPOCH, node, CHANCE))
            .getMessage());
  }

  private static void assertRising(Snowflake ids, int count) {
    long last = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      long next = ids.next();
      assertTrue(next > last, next + " after " + last);
      last = next;
    }
  }

  /** An id taken apart. */
  private record Parts(Instant time, long node, long sequence) {

    Parts(String time, long node, long sequence) {
      this(Instant.parse(time), node, sequence);
    }

    static Parts of(long id) {
      return new Parts(
          Instant.ofEpochMilli(EPOCH + (id >> 22)), id >> 12 & 0b11_1111_1111, id & 0xfff);
    }
  }

  /** Gives a node below 1024, and a sequence below 4096 or a leap below 65,536. */
  private static final class ScriptedChance implements RandomGenerator {
    private final int node;
    private final int sequence;

    ScriptedChance(int node, int sequence) {
      this.node = node;
      this.sequence = sequence;
    }

    @Override
    public int nextInt(int bound) {
      return switch (bound) {
        case 1024 -> node;
        case 4096, 65_536 -> sequence;
        default -> throw new AssertionError("asked for a number below " + bound);
      };
    }

    @Override
    public long nextLong() {
      throw new AssertionError("asked for a long");
    }
  }
}
