package io.noetl.runtime.client;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends calls to one server and says in the words of the port why one got no answer. */
final class HttpTransport implements AutoCloseable {

  private final ClientOptions options;
  private final Headers headers;
  private @Nullable HttpClient client;

  HttpTransport(ClientOptions options, Headers headers) {
    this.options = options;
    this.headers = headers;
  }

  /**
   * Sends one call and waits for the whole answer, whatever its status.
   *
   * @throws RuntimeApiException.Unreachable when no answer came
   * @throws RuntimeApiException.TimedOut when it did not come in time
   */
  Answer send(Call call) {
    HttpRequest request = request(call);
    String line = call.method() + " " + request.uri();
    trace(line, call);
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<byte[]>> future =
        client().sendAsync(request, BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = future.get(options.timeout().toNanos(), TimeUnit.NANOSECONDS);
      Answer answer = new Answer(line, response.statusCode(), response.headers(), response.body());
      trace(answer, System.nanoTime() - start);
      return answer;
    } catch (TimeoutException late) {
      future.cancel(true);
      throw timedOut(late);
    } catch (InterruptedException interrupted) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new RuntimeApiException.TimedOut(
          "interrupted while waiting for " + options.server(), Details.causedBy(interrupted));
    } catch (ExecutionException failure) {
      throw translate(failure.getCause());
    }
  }

  /** An open client would hold the end of the process up until its selector thread gives in. */
  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
      client.close();
    }
  }

  private synchronized HttpClient client() {
    HttpClient open = client;
    if (open == null) {
      boolean tls = "https".equalsIgnoreCase(options.server().base().getScheme());
      HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(options.timeout());
      // Without TLS there is nothing to negotiate HTTP/2 with; an Upgrade header confuses proxies.
      open =
          tls
              ? builder.version(HttpClient.Version.HTTP_2).build()
              : builder
                  .version(HttpClient.Version.HTTP_1_1)
                  .sslContext(new DeferredSslContext())
                  .build();
      client = open;
    }
    return open;
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(options.server().resolve(call.path()));
    headers.forEach(call, (name, value) -> setHeader(builder, name, value));
    return builder
        .method(
            call.method(),
            call.body() == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(Json.write(call.body())))
        .build();
  }

  /** Some headers belong to the HTTP client alone; its own message would quote the value. */
  private static void setHeader(HttpRequest.Builder builder, String name, String value) {
    try {
      builder.setHeader(name, value);
    } catch (IllegalArgumentException refused) {
      throw new RuntimeApiException.InvalidRequest(
          new FieldError(
              "value_error",
              "header",
              "Header should be one that a client may set, with a value of one line",
              name));
    }
  }

  private void trace(String line, Call call) {
    options.trace().accept("> " + line);
    headers.forEach(
        call,
        (name, value) -> options.trace().accept("> " + name + ": " + Headers.mask(name, value)));
    if (call.body() != null) {
      options.trace().accept("> " + Json.write(call.body()));
    }
  }

  private void trace(Answer answer, long nanos) {
    options.trace().accept("< " + answer.status() + " in " + nanos / 1_000_000 + " ms");
    answer
        .headers()
        .map()
        .forEach((name, values) ->
            values.forEach(
                value -> options.trace().accept("< " + name + ": " + Headers.mask(name, value))));
    if (answer.body().length > 0) {
      options.trace().accept("< " + answer.text().stripTrailing());
    }
  }

  private RuntimeApiException translate(@Nullable Throwable failure) {
    Details details = new Details(null, null, null, failure);
    return switch (failure) {
      case HttpTimeoutException late -> timedOut(late);
      case ConnectException refused when causedByUnknownHost(refused) ->
          unreachable(
              "the host name " + options.server().base().getHost() + " is unknown", details);
      case ConnectException refused -> unreachable("connection refused", details);
      case SSLException tls -> unreachable("TLS failed: " + tls.getMessage(), details);
      case IOException broken when broken.getMessage() != null ->
          unreachable(broken.getMessage(), details);
      case null, default -> unreachable("the connection broke", details);
    };
  }

  private static boolean causedByUnknownHost(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private RuntimeApiException unreachable(@Nullable String why, Details details) {
    return new RuntimeApiException.Unreachable(
        "cannot reach " + options.server() + ": " + why, details);
  }

  private RuntimeApiException timedOut(Throwable cause) {
    return new RuntimeApiException.TimedOut(
        options.server() + " did not answer within " + options.timeout().toMillis() + " ms",
        Details.causedBy(cause));
  }
}
