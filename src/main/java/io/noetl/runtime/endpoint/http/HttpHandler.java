package io.noetl.runtime.endpoint.http;

import io.noetl.runtime.endpoint.connection.HttpListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Where requests come in and get an id, and those whose answers take time a virtual thread of their
 * own.
 */
public final class HttpHandler extends Handler.Abstract.NonBlocking {

  /** How long a request or an answer may stand still on its way. */
  private static final Duration STANDSTILL = Duration.ofSeconds(10);

  private final HttpServices services;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger inside = new AtomicInteger();
  private final CountDownLatch idle = new CountDownLatch(1);
  private volatile boolean awaited;

  public HttpHandler(HttpServices services) {
    this.services = services;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    inside.incrementAndGet();
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    // Before the connection looks for its next request, which may stand still again.
    Callback rested = Callback.from(() -> rest(end), callback);
    Callback counted = Callback.from(rested, this::leave);
    try {
      Exchange exchange = new Exchange(services, request, response, counted);
      if (exchange.isPrompt()) {
        exchange.run();
      } else {
        // All of a prompt one is here, and its answer is short: it is spared another timer.
        end.setIdleTimeout(STANDSTILL.toMillis());
        threads.execute(exchange);
      }
    } catch (RuntimeException | Error unbegun) {
      counted.failed(unbegun);
    }
    return true;
  }

  private static void rest(EndPoint end) {
    if (end.getIdleTimeout() != HttpListener.IDLE.toMillis()) {
      end.setIdleTimeout(HttpListener.IDLE.toMillis());
    }
  }

  /** Waits until no request is being answered; at most for a time. */
  public void awaitIdle(Duration longest) {
    awaited = true;
    try {
      if (inside.get() > 0) {
        idle.await(longest.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    if (inside.decrementAndGet() == 0 && awaited) {
      idle.countDown();
    }
  }
}
