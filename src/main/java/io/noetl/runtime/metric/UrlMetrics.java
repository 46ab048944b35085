package io.noetl.runtime.metric;

import io.noetl.runtime.client.UrlConnectionExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Metrics that an HTTP server answers with. */
record UrlMetrics(URI address) implements MetricSource {

  static UrlMetrics of(String given) {
    URI address;
    try {
      address = new URI(given);
    } catch (URISyntaxException invalid) {
      throw new IllegalArgumentException("the URL is invalid", invalid);
    }
    if (address.getHost() == null) {
      throw new IllegalArgumentException("the URL has no host");
    }
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException("the URL holds a user name, which is not sent");
    }
    return new UrlMetrics(address);
  }

  /** On a new thread: neither looking up a name nor a slow head ends in time by itself. */
  @Override
  public String text() throws IOException, InterruptedException {
    HttpURLConnection connection = UrlConnectionExchange.open(address);
    AtomicBoolean hasHead = new AtomicBoolean();
    FutureTask<String> answer = new FutureTask<>(() -> answer(connection, hasHead));
    Thread.ofPlatform().daemon().name("metrics").start(answer);
    try {
      return answer.get(TIME_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      // A slow body ends in time by itself; disconnecting would wait for its reader.
      if (!hasHead.get()) {
        connection.disconnect();
      }
      throw MetricSource.late();
    } catch (ExecutionException failure) {
      throw new IOException(reason(failure), failure);
    }
  }

  private static String reason(ExecutionException failed) {
    return switch (failed.getCause()) {
      case null -> failed.toString();
      case UnknownHostException unknown -> "unknown host";
      case SocketTimeoutException late -> String.valueOf(MetricSource.late().getMessage());
      case Throwable failure ->
          Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    };
  }

  private static String answer(HttpURLConnection connection, AtomicBoolean hasHead)
      throws IOException {
    long begun = System.nanoTime();
    connection.setConnectTimeout((int) TIME_LIMIT.toMillis());
    connection.setReadTimeout((int) TIME_LIMIT.toMillis());
    connection.setRequestProperty("Accept", "text/plain, application/json;q=0.9, */*;q=0.1");
    int status = connection.getResponseCode();
    hasHead.set(true);
    if (status != HttpURLConnection.HTTP_OK) {
      connection.disconnect();
      throw new IOException("the server answered " + status);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (InputStream stream = connection.getInputStream()) {
      byte[] part = new byte[8192];
      for (int read = stream.read(part); read >= 0; read = stream.read(part)) {
        body.write(part, 0, read);
        MetricSource.checkSize(body.size());
        if (System.nanoTime() - begun > TIME_LIMIT.toNanos()) {
          throw MetricSource.late();
        }
      }
    } finally {
      if (body.size() > SIZE_LIMIT || System.nanoTime() - begun > TIME_LIMIT.toNanos()) {
        connection.disconnect();
      }
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  /** Without the query, which may hold a token. */
  @Override
  public String description() {
    String query = address.getRawQuery();
    String text = address.toString();
    return query == null ? text : text.substring(0, text.indexOf('?'));
  }
}
