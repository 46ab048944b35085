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

/** Receives requests from Jetty, and runs those that may block on virtual threads. */
public final class HttpHandler extends Handler.Abstract.NonBlocking {

  /** How long a request or an answer may make no progress. */
  private static final Duration NO_PROGRESS = Duration.ofSeconds(10);

  private final HttpServices services;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final CountDownLatch idle = new CountDownLatch(1);
  private volatile boolean awaited;

  public HttpHandler(HttpServices services) {
    this.services = services;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    inFlight.incrementAndGet();
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    // Runs before the connection waits for its next request.
    Callback restored = Callback.from(() -> restoreIdleTimeout(end), callback);
    Callback counted = Callback.from(restored, this::leave);
    try {
      Exchange exchange = new Exchange(services, request, response, counted);
      if (exchange.isNonBlocking()) {
        exchange.run();
      } else {
        // The other requests need no timer: they are complete, and their answers are short.
        end.setIdleTimeout(NO_PROGRESS.toMillis());
        threads.execute(exchange);
      }
    } catch (RuntimeException | Error failure) {
      counted.failed(failure);
    }
    return true;
  }

  private static void restoreIdleTimeout(EndPoint end) {
    if (end.getIdleTimeout() != HttpListener.IDLE.toMillis()) {
      end.setIdleTimeout(HttpListener.IDLE.toMillis());
    }
  }

  /** Waits until no request is being answered; at most for a time. */
  public void awaitIdle(Duration longest) {
    awaited = true;
    try {
      if (inFlight.get() > 0) {
        idle.await(longest.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    if (inFlight.decrementAndGet() == 0 && awaited) {
      idle.countDown();
    }
  }
}
