package io.noetl.runtime.client;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The way straight to a server over plain HTTP: {@code HttpURLConnection}, which loads a small part
 * of the classes that {@code java.net.http} needs.
 */
final class UrlConnectionCarrier implements Carrier {

  private final Duration timeout;
  private final Duration connectPatience;
  private volatile @Nullable UrlConnectionExchange current;
  private volatile boolean closed;

  UrlConnectionCarrier(Duration timeout, Duration connectPatience) {
    this.timeout = timeout;
    this.connectPatience = connectPatience;
  }

  @Override
  public Future<Answer> send(WireRequest request) {
    UrlConnectionExchange exchange = new UrlConnectionExchange(request, timeout, connectPatience);
    current = exchange;
    if (closed) {
      exchange.cancel(true);
      return exchange;
    }
    // The JDK gives each read a time-out, none the whole; so somebody else watches the clock.
    Thread.ofPlatform().daemon().name("noetl-http").start(exchange);
    return exchange;
  }

  @Override
  public void close() {
    closed = true;
    UrlConnectionExchange last = current;
    if (last != null) {
      last.cancel(true);
    }
  }
}
