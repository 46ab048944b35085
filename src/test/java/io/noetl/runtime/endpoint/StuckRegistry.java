package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.RuntimeApi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry that can be made to keep its callers waiting, or to fail in an unheard-of way. */
final class StuckRegistry {

  private final RuntimeApi registry;
  private final AtomicInteger held = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile RuntimeException failure;

  StuckRegistry(RuntimeApi registry) {
    this.registry = registry;
  }

  RuntimeApi api() {
    return (RuntimeApi)
        Proxy.newProxyInstance(
            RuntimeApi.class.getClassLoader(),
            new Class<?>[] {RuntimeApi.class},
            (self, method, arguments) -> {
              if (failure != null) {
                throw failure;
              }
              held.incrementAndGet();
              gate.await();
              try {
                return method.invoke(registry, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  void hold() {
    held.set(0);
    gate = new CountDownLatch(1);
  }

  void letGo() {
    gate.countDown();
  }

  void fail(RuntimeException other) {
    failure = other;
  }

  void awaitHeld(int calls) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (held.get() < calls && System.nanoTime() < end) {
      Thread.sleep(5);
    }
  }
}
