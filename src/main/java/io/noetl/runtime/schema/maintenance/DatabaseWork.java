package io.noetl.runtime.schema.maintenance;

import java.util.List;

/**
 * The connections and commits of a process.
 *
 * @param active connections in use
 * @param idle open connections not in use
 * @param waiting callers that wait for a connection
 * @param most how many connections there may be
 * @param commits the commits of heartbeats since the start, by their size
 * @param heartbeats the heartbeats in all of them
 */
public record DatabaseWork(
    int active, int idle, int waiting, int most, List<Commits> commits, long heartbeats) {

  public DatabaseWork {
    commits = List.copyOf(commits);
  }

  /**
   * How many commits were of a size.
   *
   * @param largest the most heartbeats of these; {@link Integer#MAX_VALUE} for no limit. The next
   *     smaller ones are counted apart
   */
  public record Commits(int largest, long count) {}
}
