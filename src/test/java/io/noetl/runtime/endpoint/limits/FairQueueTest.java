package io.noetl.runtime.endpoint.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private final List<Runnable> threads = new ArrayList<>();
  private final List<String> done = new ArrayList<>();

  private void add(FairQueue queue, String client, String task) {
    queue.add(client, () -> done.add(task));
  }

  @Test
  void clientsTakeTurnsHoweverManyTasksEachHas() {
    FairQueue queue = new FairQueue(1, threads::add);
    for (int i = 1; i <= 3; i++) {
      add(queue, "much", "m" + i);
    }
    add(queue, "one", "o");
    add(queue, "two", "t1");
    add(queue, "two", "t2");
    assertEquals(1, threads.size());
    threads.getFirst().run();
    assertEquals(List.of("m1", "o", "t1", "m2", "t2", "m3"), done);
  }

  @Test
  void taskAfterAFailedOneStartsAThreadAgain() {
    FairQueue queue = new FairQueue(2, threads::add);
    queue.add(
        "a",
        () -> {
          throw new OutOfMemoryError("Java heap space");
        });
    add(queue, "a", "1");
    add(queue, "a", "2");
    assertEquals(2, threads.size());
    threads.forEach(Runnable::run);
    assertEquals(List.of("1", "2"), done);
    add(queue, "a", "3");
    threads.getLast().run();
    assertEquals(List.of("1", "2", "3"), done);
  }

  @Test
  void taskIsRefusedOnlyWhenNoThreadRunsAndNoneCanStart() {
    List<Integer> left = new ArrayList<>(List.of(1));
    FairQueue queue =
        new FairQueue(
            2,
            task -> {
              if (left.isEmpty()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              left.removeLast();
              threads.add(task);
            });
    add(queue, "a", "1");
    add(queue, "b", "2");
    threads.removeLast().run();
    assertEquals(List.of("1", "2"), done);
    assertThrows(OutOfMemoryError.class, () -> add(queue, "c", "3"));
    left.add(1);
    add(queue, "c", "4");
    threads.getLast().run();
    assertEquals(List.of("1", "2", "4"), done);
  }
}
