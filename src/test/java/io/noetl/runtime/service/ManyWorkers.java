package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A process of many workers, each with its own connection, that register, send heartbeats and
 * deregister under names of their own and names that all share. Arguments: database URL, number of
 * the process, workers, seconds, shared names. It says {@code up} when all are connected, and
 * starts when its input ends; then it says for each worker and name what was last acknowledged.
 */
final class ManyWorkers {

  private ManyWorkers() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int count = Integer.parseInt(args[2]);
    CountDownLatch up = new CountDownLatch(count);
    CountDownLatch go = new CountDownLatch(1);
    List<Worker> workers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Worker worker =
          new Worker(
              args[0],
              Integer.parseInt(args[1]) * count + i,
              Duration.ofSeconds(Long.parseLong(args[3])),
              Integer.parseInt(args[4]),
              up,
              go);
      workers.add(worker);
      threads.add(Thread.ofPlatform().start(worker));
    }
    up.await();
    System.out.println("up");
    System.in.read();
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    workers.forEach(worker -> worker.lines().forEach(System.out::println));
  }

  /** The last write of a worker to a row; times as {@link System#nanoTime}, one clock for all. */
  private record Write(String id, int capacity, String status, long start, long end) {}

  /** One worker. */
  private static final class Worker implements Runnable {

    private static final int MOST_WRITES = 1_000_000;

    private final String url;
    private final int number;
    private final Duration time;
    private final int sharedNames;
    private final CountDownLatch up;
    private final CountDownLatch go;
    private final Random chance;
    private final Map<String, Write> last = new HashMap<>();
    private String failure = "";
    private int written;
    private int calls;

    Worker(
        String url,
        int number,
        Duration time,
        int sharedNames,
        CountDownLatch up,
        CountDownLatch go) {
      this.url = url;
      this.number = number;
      this.time = time;
      this.sharedNames = sharedNames;
      this.up = up;
      this.go = go;
      this.chance = new Random(number);
    }

    @Override
    public void run() {
      Snowflake ids =
          Snowflake.ofNode(InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, 0, chance);
      DirectOptions options =
          new DirectOptions(url, Duration.ofSeconds(60), false, ids, statement -> {});
      try (RuntimeService service = RuntimeService.open(options)) {
        service.heartbeat(Requests.beat("shared-0"));
        up.countDown();
        go.await();
        long start = System.nanoTime();
        do {
          workOn(service, "own-" + number);
          workOn(service, "shared-" + chance.nextInt(sharedNames));
        } while (System.nanoTime() - start < time.toNanos());
      } catch (Exception unexpected) {
        failure = unexpected.toString();
      } finally {
        up.countDown();
      }
    }

    private void workOn(RuntimeService service, String name) {
      switch (last.containsKey(name) ? chance.nextInt(3) : 0) {
        case 0 -> register(service, name);
        case 1 -> {
          service.heartbeat(Requests.beat(name));
          note(name, "ready");
        }
        default -> {
          service.deregister(new RuntimeDeregistrationRequest(name, RuntimeKind.WORKER_POOL));
          note(name, "offline");
        }
      }
      calls++;
    }

    private void register(RuntimeService service, String name) {
      int capacity = number * MOST_WRITES + written++;
      long start = System.nanoTime();
      String id =
          service
              .register(
                  Requests.registration("{'name':'" + name + "','capacity':" + capacity + "}"))
              .runtimeId();
      last.put(name, new Write(id, capacity, "ready", start, System.nanoTime()));
    }

    private void note(String name, String status) {
      last.computeIfPresent(name, (key, w) -> new Write(w.id, w.capacity, status, w.start, w.end));
    }

    /** {@code worker number calls failure}, then {@code name id capacity status start end}. */
    List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("worker " + number + " " + calls + " " + failure);
      last.forEach((name, w) ->
          lines.add(
              String.join(
                  " ",
                  name,
                  w.id,
                  Integer.toString(w.capacity),
                  w.status,
                  Long.toString(w.start),
                  Long.toString(w.end))));
      return lines;
    }
  }
}
