package io.noetl.runtime.client;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The way straight to a server over plain HTTP: {@code HttpURLConnection}, whose classes are loaded
 * in a tenth of the time that those of {@code java.net.http} take.
 */
final class UrlConnectionCarrier implements Carrier {

  private static final String REPEATS_POST = "sun.net.http.retryPost";

  static {
    // What is sent again is our decision; read once.
    if (System.getProperty(REPEATS_POST) == null) {
      System.setProperty(REPEATS_POST, "false");
    }
  }

  private final Duration timeout;
  private final Duration connectPatience;
  private volatile @Nullable UrlConnectionExchange current;

  UrlConnectionCarrier(Duration timeout, Duration connectPatience) {
    this.timeout = timeout;
    this.connectPatience = connectPatience;
  }

  @Override
  public Future<Answer> send(WireRequest request) {
    UrlConnectionExchange exchange = new UrlConnectionExchange(request, timeout, connectPatience);
    current = exchange;
    // The JDK gives each read a time-out, none the whole; so somebody else watches the clock.
    Thread.ofPlatform().daemon().name("noetl-http").start(exchange);
    return exchange;
  }

  @Override
  public void close() {
    UrlConnectionExchange last = current;
    if (last != null) {
      last.cancel(true);
    }
  }
}
