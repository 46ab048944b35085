package io.noetl.runtime.service.store;

import io.noetl.runtime.schema.maintenance.DatabaseWork.Commits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** A histogram of the number of heartbeats in a commit; thread-safe. */
final class CommitSizeHistogram {

  private static final int[] BOUNDS = {1, 2, 5, 10, 20, 50, 100, 200, 500, Integer.MAX_VALUE};

  private final LongAdder[] counts = new LongAdder[BOUNDS.length];
  private final LongAdder heartbeats = new LongAdder();

  CommitSizeHistogram() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Counts a commit unless it is empty. */
  void record(int size) {
    if (size > 0) {
      int bucket = 0;
      while (size > BOUNDS[bucket]) {
        bucket++;
      }
      counts[bucket].increment();
      heartbeats.add(size);
    }
  }

  List<Commits> commits() {
    List<Commits> commits = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      commits.add(new Commits(BOUNDS[i], counts[i].sum()));
    }
    return commits;
  }

  long count() {
    return heartbeats.sum();
  }
}
