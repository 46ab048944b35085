package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.RuntimeApi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry that a test can make block its callers or throw an unexpected exception. */
public final class StuckRegistry {

  private final RuntimeApi registry;
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicBoolean pass = new AtomicBoolean();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile RuntimeException failure;

  public StuckRegistry(RuntimeApi registry) {
    this.registry = registry;
  }

  public RuntimeApi api() {
    return (RuntimeApi)
        Proxy.newProxyInstance(
            RuntimeApi.class.getClassLoader(),
            new Class<?>[] {RuntimeApi.class},
            (self, method, arguments) -> {
              if (failure != null) {
                throw failure;
              }
              // An asynchronous call must not block its caller.
              if (method.getReturnType() == CompletionStage.class) {
                return CompletableFuture.supplyAsync(
                        this::await, task -> Thread.ofVirtual().start(task))
                    .thenCompose(free -> (CompletionStage<?>) invoke(method, arguments));
              }
              await();
              return invoke(method, arguments);
            });
  }

  private boolean await() {
    CountDownLatch mine = pass.getAndSet(false) ? new CountDownLatch(0) : gate;
    held.incrementAndGet();
    try {
      mine.await();
      return true;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private Object invoke(Method method, Object[] arguments) {
    try {
      return method.invoke(registry, arguments);
    } catch (InvocationTargetException thrown) {
      throw (RuntimeException) thrown.getCause();
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public void hold() {
    held.set(0);
    gate = new CountDownLatch(1);
  }

  /** Lets one more call through. */
  public void letNextPass() {
    pass.set(true);
  }

  public void letGo() {
    gate.countDown();
  }

  void fail(RuntimeException other) {
    failure = other;
  }

  /** How many calls arrived since {@link #hold}. */
  public int held() {
    return held.get();
  }

  public void awaitHeld(int calls) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (held.get() < calls && System.nanoTime() < end) {
      Thread.sleep(5);
    }
  }
}
