package io.noetl.runtime.service;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes ids in NoETL's layout: 41 bits of milliseconds since an epoch, 10 bits of node, 12 bits of
 * sequence.
 */
public final class Snowflake {

  /** 2024-01-01T00:00:00Z, the epoch of NoETL's servers, in milliseconds. */
  public static final long NOETL_EPOCH_MILLIS = 1_704_067_200_000L;

  private static final int NODE_BITS = 10;
  private static final int SEQUENCE_BITS = 12;
  private static final int MOST_SMALL_STEPS = 3;
  private static final int LONGEST_LEAP = 1 << 16;
  private static final int SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1;

  private final InstantSource clock;
  private final long epochMillis;
  private final int node;
  private final RandomGenerator chance;
  private long lastMillis;
  private int sequence;

  /**
   * Ids of one node.
   *
   * @param node 0 to 1023
   * @param firstSequence where the sequence of the first millisecond starts
   * @param chance how far to leap where others of the same node are
   */
  Snowflake(
      InstantSource clock, long epochMillis, int node, int firstSequence, RandomGenerator chance) {
    if (node < 0 || node >= 1 << NODE_BITS) {
      throw new IllegalArgumentException("a node is 0 to 1023, not " + node);
    }
    this.clock = clock;
    this.epochMillis = epochMillis;
    this.node = node;
    this.chance = chance;
    this.lastMillis = Long.MIN_VALUE;
    this.sequence = firstSequence & SEQUENCE_MASK;
  }

  /** Ids of a node that somebody assigned, such as {@code NOETL_SNOWFLAKE_NODE_ID}. */
  public static Snowflake ofNode(
      InstantSource clock, long epochMillis, int node, RandomGenerator chance) {
    return new Snowflake(clock, epochMillis, node, 0, chance);
  }

  /** Ids of a node that several short processes share, so that the first sequence is by chance. */
  public static Snowflake ofSharedNode(
      InstantSource clock, long epochMillis, int node, RandomGenerator chance) {
    return new Snowflake(clock, epochMillis, node, chance.nextInt(1 << SEQUENCE_BITS), chance);
  }

  /**
   * Ids for a process that has no node of its own. Node and first sequence come by chance, because
   * many short processes that all start at node 0 and sequence 0 would meet in one millisecond.
   */
  public static Snowflake byChance(InstantSource clock, long epochMillis, RandomGenerator chance) {
    return ofSharedNode(clock, epochMillis, chance.nextInt(1 << NODE_BITS), chance);
  }

  /** The next id, greater than those before it. */
  public synchronized long next() {
    long millis = Math.max(clock.millis(), lastMillis);
    if (millis == lastMillis) {
      sequence = (sequence + 1) & SEQUENCE_MASK;
      if (sequence == 0) {
        // Borrows from the next millisecond rather than wait for it.
        millis++;
      }
    } else if (lastMillis != Long.MIN_VALUE) {
      sequence = 0;
    }
    return id(millis);
  }

  /**
   * The next id after some were found taken. Processes of one node that started in the same
   * millisecond would follow each other from id to id; after a few steps each leaps on its own.
   */
  public synchronized long next(int taken) {
    if (taken > MOST_SMALL_STEPS) {
      long ahead = sequence + (long) chance.nextInt(LONGEST_LEAP);
      // From now on: the tries before may have taken longer than a leap reaches.
      lastMillis = Math.max(clock.millis(), lastMillis) + (ahead >> SEQUENCE_BITS);
      sequence = (int) (ahead & SEQUENCE_MASK);
    }
    return next();
  }

  private long id(long millis) {
    lastMillis = millis;
    return ((millis - epochMillis) << (NODE_BITS + SEQUENCE_BITS))
        | ((long) node << SEQUENCE_BITS)
        | sequence;
  }
}
