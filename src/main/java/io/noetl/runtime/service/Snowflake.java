package io.noetl.runtime.service;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Generates ids in NoETL's layout: 41 bits of milliseconds since an epoch, 10 bits of node, 12 bits
 * of sequence.
 */
public final class Snowflake {

  /** The epoch of NoETL servers, 2024-01-01T00:00:00Z, in milliseconds. */
  public static final long NOETL_EPOCH_MILLIS = 1_704_067_200_000L;

  private static final int NODE_BITS = 10;
  private static final int SEQUENCE_BITS = 12;
  private static final int MAX_SMALL_STEPS = 3;
  private static final int MAX_LEAP = 1 << 16;
  private static final int SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1;

  private final InstantSource clock;
  private final long epochMillis;
  private final int node;
  private final RandomGenerator random;
  private long lastMillis;
  private int sequence;

  /**
   * A generator for one node.
   *
   * @param node 0 to 1023
   * @param firstSequence where the sequence of the first millisecond starts
   * @param random how far to leap after a collision with another process of the node
   */
  Snowflake(
      InstantSource clock, long epochMillis, int node, int firstSequence, RandomGenerator random) {
    if (node < 0 || node >= 1 << NODE_BITS) {
      throw new IllegalArgumentException("a node is 0 to 1023, not " + node);
    }
    this.clock = clock;
    this.epochMillis = epochMillis;
    this.node = node;
    this.random = random;
    this.lastMillis = Long.MIN_VALUE;
    this.sequence = firstSequence & SEQUENCE_MASK;
  }

  /** A generator for an assigned node, such as {@code NOETL_SNOWFLAKE_NODE_ID}. */
  public static Snowflake ofNode(
      InstantSource clock, long epochMillis, int node, RandomGenerator random) {
    return new Snowflake(clock, epochMillis, node, 0, random);
  }

  /** A generator for a node that short-lived processes share; its first sequence is random. */
  public static Snowflake ofSharedNode(
      InstantSource clock, long epochMillis, int node, RandomGenerator random) {
    return new Snowflake(clock, epochMillis, node, random.nextInt(1 << SEQUENCE_BITS), random);
  }

  /**
   * A generator for a process without a node. Node and first sequence are random, because many
   * short-lived processes that start at node 0 and sequence 0 would collide within a millisecond.
   */
  public static Snowflake byChance(InstantSource clock, long epochMillis, RandomGenerator random) {
    return ofSharedNode(clock, epochMillis, random.nextInt(1 << NODE_BITS), random);
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
   * The next id after a number of collisions. Processes of one node that started in the same
   * millisecond would try the same ids in turn; after a few steps each leaps a random distance.
   */
  public synchronized long next(int taken) {
    if (taken > MAX_SMALL_STEPS) {
      long ahead = sequence + (long) random.nextInt(MAX_LEAP);
      // From the current time on: the attempts may have taken longer than a leap reaches.
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
