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
final class UrlConnectionExchange extends FutureTask<HttpAnswer> {

  static {
    // Each is read once, when Java's classes are loaded. A connection is not kept: one that the
    // server has closed meanwhile would take a POST and lose it.
    set("http.keepAlive", "false");
    // What is sent again is our decision.
    set("sun.net.http.retryPost", "false");
    // It leaves some headers out without a word; which ones nobody may set, we say.
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

  /** Makes a connection that is never opened, which is most of the work of the first one. */
  static void prepare() {
    try {
      URI.create("http://localhost/").toURL().openConnection(Proxy.NO_PROXY);
      Json.prepareToRead();
    } catch (IOException unexpected) {
      // The request itself will tell.
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

  /** What is said on the connection. */
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
        throw new IOException("what came is no HTTP");
      }
      Map<String, List<String>> headers = new HashMap<>(connection.getHeaderFields());
      // The status line stands among them.
      headers.remove(null);
      return new HttpAnswer(request.line(), status, headers, body(connection, status));
    }

    /** Ends the wait for an answer; one whose body is on its way ends at the next piece of it. */
    void abandon() {
      abandoned = true;
      HttpURLConnection connection = waiting;
      if (connection != null) {
        connection.disconnect();
      }
    }

    private HttpURLConnection connected() throws IOException {
      HttpURLConnection connection =
          (HttpURLConnection) request.address().toURL().openConnection(Proxy.NO_PROXY);
      connection.setRequestMethod(request.method());
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(milliseconds(connectTimeout));
      connection.setReadTimeout(milliseconds(timeout));
      connection.setDoOutput(request.body().length > 0);
      if (request.method().equals("DELETE") && request.body().length > 0) {
        // Or a DELETE whose answer got lost would be sent again by itself, and find nothing.
        connection.setFixedLengthStreamingMode(request.body().length);
      }
      request.headers().forEach(connection::setRequestProperty);
      try {
        connection.connect();
      } catch (SocketTimeoutException silent) {
        throw new ConnectTimeoutException(silent);
      } catch (SocketException unreachable) {
        // A host or a network without a route is one that another address may have.
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
          throw new IOException("the answer broke off");
        }
        return new byte[0];
      }
      try (InputStream piecewise = new Piecewise(body)) {
        return AnswerBody.read(piecewise);
      }
    }

    /** Whether the JDK gives no body for another reason than that the headers were cut off. */
    private boolean hasNoBody(HttpURLConnection connection, int status) {
      boolean keptFromUs = request.method().equals("DELETE") && (status == 401 || status == 407);
      return keptFromUs || "0".equals(connection.getHeaderField("Content-Length"));
    }

    private void stopIfAbandoned() throws InterruptedIOException {
      if (abandoned) {
        throw new InterruptedIOException("nobody waits for the answer any more");
      }
    }

    /** Looks before each piece whether anybody still waits. */
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
