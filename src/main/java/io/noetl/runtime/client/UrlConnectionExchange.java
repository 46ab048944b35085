package io.noetl.runtime.client;

import io.noetl.runtime.json.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One request over plain HTTP and its answer; blocks the thread that runs it. */
public final class UrlConnectionExchange extends FutureTask<HttpAnswer> {

  static {
    // The JDK reads each of these once, when its classes are loaded. Connections are not
    // reused: a POST on one that the server has closed meanwhile would be lost.
    set("http.keepAlive", "false");
    // Retries are decided by RetryingTransport.
    set("sun.net.http.retryPost", "false");
    // By default the JDK silently drops some headers; Headers.check refuses the ones not to be set.
    set("sun.net.http.allowRestrictedHeaders", "true");
  }

  private final Attempt attempt;

  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * An exchange to be run.
   *
   * @param timeout how long to wait for each piece of the answer
   * @param connectTimeout how long to wait for the connection
   */
  UrlConnectionExchange(WireRequest request, Duration timeout, Duration connectTimeout) {
    this(new Attempt(request, timeout, connectTimeout));
  }

  private UrlConnectionExchange(Attempt attempt) {
    super(attempt::answer);
    this.attempt = attempt;
  }

  /**
   * A connection to an HTTP server, without a proxy, that is not connected yet. All code that uses
   * the JDK's connections takes them from here: the properties above count only before the first.
   *
   * @throws IOException if it is not an HTTP address
   */
  public static HttpURLConnection open(URI address) throws IOException {
    return (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
  }

  /**
   * Creates a connection object without opening it, which loads most of the classes that a request
   * needs.
   */
  static void prepare() {
    try {
      open(URI.create("http://localhost/"));
      Json.prepareToRead();
    } catch (IOException unexpected) {
      // The request itself reports it.
    }
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(false);
    if (cancelled) {
      attempt.abandon();
    }
    return cancelled;
  }

  /** The request and its answer on one connection. */
  private static final class Attempt {

    private final WireRequest request;
    private final Duration timeout;
    private final Duration connectTimeout;
    private volatile @Nullable HttpURLConnection waiting;
    private volatile boolean abandoned;

    Attempt(WireRequest request, Duration timeout, Duration connectTimeout) {
      this.request = request;
      this.timeout = timeout;
      this.connectTimeout = connectTimeout;
    }

    HttpAnswer answer() throws IOException {
      HttpURLConnection connection = connected();
      waiting = connection;
      if (abandoned) {
        connection.disconnect();
      }
      stopIfAbandoned();
      if (request.body().length > 0) {
        try (OutputStream body = connection.getOutputStream()) {
          body.write(request.body());
        }
      }
      int status = connection.getResponseCode();
      waiting = null;
      if (status < 0) {
        throw new IOException("the response is not HTTP");
      }
      Map<String, List<String>> headers = new HashMap<>(connection.getHeaderFields());
      // The JDK lists the status line under a null name.
      headers.remove(null);
      return new HttpAnswer(request.line(), status, headers, body(connection, status));
    }

    /** Stops waiting for the answer; where its body is being read, stops at the next chunk. */
    void abandon() {
      abandoned = true;
      HttpURLConnection connection = waiting;
      if (connection != null) {
        connection.disconnect();
      }
    }

    private HttpURLConnection connected() throws IOException {
      HttpURLConnection connection = open(request.address());
      connection.setRequestMethod(request.method());
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(milliseconds(connectTimeout));
      connection.setReadTimeout(milliseconds(timeout));
      connection.setDoOutput(request.body().length > 0);
      if (request.method().equals("DELETE") && request.body().length > 0) {
        // Otherwise the JDK would resend a DELETE whose answer was lost, which would find nothing.
        connection.setFixedLengthStreamingMode(request.body().length);
      }
      request.headers().forEach(connection::setRequestProperty);
      try {
        connection.connect();
      } catch (SocketTimeoutException silent) {
        throw new ConnectTimeoutException(silent);
      } catch (SocketException unreachable) {
        // Without a route to this address, another address of the host may still be reachable.
        throw unreachable instanceof ConnectException
            ? unreachable
            : (ConnectException)
                new ConnectException(unreachable.getMessage()).initCause(unreachable);
      }
      return connection;
    }

    private static int milliseconds(Duration duration) {
      return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    private byte[] body(HttpURLConnection connection, int status) throws IOException {
      InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      if (body == null) {
        if (!hasNoBody(connection, status)) {
          throw new IOException("the response is incomplete");
        }
        return new byte[0];
      }
      try (InputStream piecewise = new Piecewise(body)) {
        return AnswerBody.read(piecewise);
      }
    }

    /** Whether the JDK gives no body for another reason than truncated headers. */
    private boolean hasNoBody(HttpURLConnection connection, int status) {
      boolean keptFromUs = request.method().equals("DELETE") && (status == 401 || status == 407);
      return keptFromUs || "0".equals(connection.getHeaderField("Content-Length"));
    }

    private void stopIfAbandoned() throws InterruptedIOException {
      if (abandoned) {
        throw new InterruptedIOException("the request was cancelled");
      }
    }

    /** Checks for cancellation before each chunk. */
    private final class Piecewise extends FilterInputStream {

      Piecewise(InputStream body) {
        super(body);
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        stopIfAbandoned();
        return in.read(buffer, offset, length);
      }
    }
  }
}
