package io.noetl.runtime.probe;

import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks components at their addresses: each for two seconds at most, and some at once. */
public final class ComponentProbes {

  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final int AT_ONCE = 32;

  private final ProbeAllowList allowed;
  private final ProbeAttempt.HostResolver resolver;
  private final Duration longest;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  public ComponentProbes(ProbeAllowList allowed) {
    this(allowed, InetAddress::getAllByName, LONGEST);
  }

  /** The same with another name service and time limit. */
  ComponentProbes(ProbeAllowList allowed, ProbeAttempt.HostResolver resolver, Duration longest) {
    this.allowed = allowed;
    this.resolver = resolver;
    this.longest = longest;
  }

  /** What became of the probe of each component, in their order. */
  public List<ProbeResult> of(List<RuntimeComponentInfo> components) throws InterruptedException {
    List<CompletableFuture<ProbeResult>> results = new ArrayList<>();
    for (RuntimeComponentInfo component : components) {
      places.acquire();
      CompletableFuture<ProbeResult> result = new CompletableFuture<>();
      results.add(result);
      Thread.ofVirtual()
          .start(() -> {
            try {
              result.complete(of(component));
            } catch (RuntimeException | Error bug) {
              result.completeExceptionally(bug);
            } finally {
              places.release();
            }
          });
    }
    return results.stream().map(CompletableFuture::join).toList();
  }

  private static String words(Duration time) {
    long millis = time.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /** A name service may take any time, so the attempt is left behind when its time is over. */
  private ProbeResult of(RuntimeComponentInfo component) {
    ProbeAttempt attempt;
    try {
      attempt = new ProbeAttempt(ProbeTarget.of(component), allowed, resolver);
    } catch (ProbeTarget.Unusable unusable) {
      return ProbeResult.notAsked(String.valueOf(unusable.getMessage()));
    }
    CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(attempt.run());
          } catch (RuntimeException | Error bug) {
            answer.completeExceptionally(bug);
          }
        });
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      attempt.cut();
      return ProbeResult.failed("no answer within " + words(longest));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      attempt.cut();
      return ProbeResult.failed("interrupted");
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
  }
}
