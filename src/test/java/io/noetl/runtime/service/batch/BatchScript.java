package io.noetl.runtime.service.batch;

import io.noetl.runtime.service.batch.BatchProcessor.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;

/**
 * A batch processor whose workers and time a test controls: everything happens in the thread of the
 * test, in an order that it writes down. Responses are the requests in capitals.
 */
final class BatchScript implements BatchClock {

  private final Queue<Runnable> workers = new ArrayDeque<>();
  private final List<String> batches = new ArrayList<>();
  private final List<CompletableFuture<String>> responses = new ArrayList<>();
  private final Map<Integer, Runnable> duringBatch = new HashMap<>();
  private final Queue<Linger> lingers = new ArrayDeque<>();
  private final BatchProcessor<String, String> processor;
  private Map<String, CompletableFuture<String>> current = Map.of();
  private long nanos = 7;
  private int waits;

  BatchScript(Limits limits) {
    processor = new BatchProcessor<>(this::process, limits, workers::add, this);
  }

  /** What happens while a worker lingers, and whether it ends with a signal or with time passed. */
  private record Linger(Runnable meanwhile, Duration passed) {}

  BatchProcessor<String, String> processor() {
    return processor;
  }

  /** Does something while the batch of that number is being processed; the first is 1. */
  void during(int batch, Runnable meanwhile) {
    duringBatch.put(batch, meanwhile);
  }

  /** Does something the next time that a worker lingers, which takes that long. */
  void whileLingering(Duration passed, Runnable meanwhile) {
    lingers.add(new Linger(meanwhile, passed));
  }

  /** Submits requests; gives the response of the last one. */
  CompletableFuture<String> submit(String... requests) {
    for (String request : requests) {
      responses.add(processor.submit(request));
    }
    return responses.getLast();
  }

  /** Completes a response of the batch that is being processed. */
  void complete(String request) {
    current.get(request).complete(request.toUpperCase());
  }

  /** Runs the workers that wait for a thread, until none does; gives how many those were. */
  int runWorkers() {
    int ran = 0;
    for (Runnable next = workers.poll(); next != null; next = workers.poll()) {
      next.run();
      ran++;
    }
    return ran;
  }

  void move(Duration by) {
    nanos += by.toNanos();
  }

  /** The batches in the order in which they started. */
  List<String> batches() {
    return List.copyOf(batches);
  }

  /** The responses in the order of the requests. */
  List<String> responses() {
    return responses.stream()
        .map(response ->
            response.isCompletedExceptionally()
                ? response.exceptionNow().toString()
                : response.getNow("none"))
        .toList();
  }

  /** How often a worker waited for more requests. */
  int waits() {
    return waits;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long await(Condition condition, long left) {
    waits++;
    Linger linger = lingers.remove();
    linger.meanwhile.run();
    move(linger.passed);
    return left - linger.passed.toNanos();
  }

  @Override
  public void sleep(long duration) {
    throw new UnsupportedOperationException();
  }

  private void process(Map<String, CompletableFuture<String>> batch) {
    batches.add(batch.keySet().toString());
    current = batch;
    Runnable meanwhile = duringBatch.get(batches.size());
    if (meanwhile != null) {
      meanwhile.run();
    }
    batch.forEach((request, response) -> response.complete(request.toUpperCase()));
  }
}
