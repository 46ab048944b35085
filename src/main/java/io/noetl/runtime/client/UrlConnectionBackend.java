package io.noetl.runtime.client;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Plain HTTP directly to a server: {@code HttpURLConnection}, which loads a fraction of the classes
 * that {@code java.net.http} needs.
 */
final class UrlConnectionBackend implements HttpBackend {

  private final Duration timeout;
  private final Duration connectTimeout;
  private volatile @Nullable UrlConnectionExchange current;
  private volatile boolean closed;

  UrlConnectionBackend(Duration timeout, Duration connectTimeout) {
    this.timeout = timeout;
    this.connectTimeout = connectTimeout;
  }

  @Override
  public Future<HttpAnswer> send(WireRequest request) {
    UrlConnectionExchange exchange = new UrlConnectionExchange(request, timeout, connectTimeout);
    current = exchange;
    if (closed) {
      exchange.cancel(true);
      return exchange;
    }
    // The JDK limits each read but not the whole exchange; the caller waits with its own timeout.
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
