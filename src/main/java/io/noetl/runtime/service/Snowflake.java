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
  private static final int SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1;

  private final InstantSource clock;
  private final long epochMillis;
  private final int node;
  private long lastMillis;
  private int sequence;

  /**
   * Ids of one node.
   *
   * @param node 0 to 1023
   * @param firstSequence where the sequence of the first millisecond starts
   */
  Snowflake(InstantSource clock, long epochMillis, int node, int firstSequence) {
    if (node < 0 || node >= 1 << NODE_BITS) {
      throw new IllegalArgumentException("a node is 0 to 1023, not " + node);
    }
    this.clock = clock;
    this.epochMillis = epochMillis;
    this.node = node;
    this.lastMillis = Long.MIN_VALUE;
    this.sequence = firstSequence & SEQUENCE_MASK;
  }

  /** Ids of a node that somebody assigned, such as {@code NOETL_SNOWFLAKE_NODE_ID}. */
  public static Snowflake ofNode(InstantSource clock, long epochMillis, int node) {
    return new Snowflake(clock, epochMillis, node, 0);
  }

  /**
   * Ids for a process that has no node of its own. Node and first sequence come by chance, because
   * many short processes that all start at node 0 and sequence 0 would meet in one millisecond.
   */
  public static Snowflake byChance(InstantSource clock, long epochMillis, RandomGenerator chance) {
    return new Snowflake(
        clock, epochMillis, chance.nextInt(1 << NODE_BITS), chance.nextInt(1 << SEQUENCE_BITS));
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
    lastMillis = millis;
    return ((millis - epochMillis) << (NODE_BITS + SEQUENCE_BITS))
        | ((long) node << SEQUENCE_BITS)
        | sequence;
  }
}
