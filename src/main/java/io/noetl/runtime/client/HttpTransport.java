package io.noetl.runtime.client;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends one call at a time to one server, over whichever of its addresses answers. */
final class HttpTransport implements AutoCloseable {

  private static final int MOST_REDIRECTS = 5;
  private static final String NO_PASSWORDS_TO = "jdk.http.auth.tunneling.disabledSchemes";

  static {
    // Java by itself gives no proxy a password before it tunnels TLS, and reads this once.
    if (System.getProperty(NO_PASSWORDS_TO) == null) {
      System.setProperty(NO_PASSWORDS_TO, "");
    }
  }

  private final ClientOptions options;
  private final Headers headers;
  private final WireLog log;
  private final ConnectionFailures failures;
  private @Nullable HttpClient client;
  private volatile @Nullable Thread waiting;

  HttpTransport(ClientOptions options, Headers headers) {
    this.options = options;
    this.headers = headers;
    this.log = new WireLog(options.trace(), headers);
    this.failures = new ConnectionFailures(options);
  }

  /**
   * Sends one call and waits for the whole answer, whatever its status.
   *
   * @param left how long the command may still take; the time-out of a request may be shorter
   * @throws RuntimeApiException.Unreachable when no answer came
   * @throws RuntimeApiException.TimedOut when it did not come in time
   */
  Answer send(Call call, Duration left) {
    Duration patience = left.compareTo(options.timeout()) < 0 ? left : options.timeout();
    long giveUp = System.nanoTime() + patience.toNanos();
    URI address = options.server().resolve(call.path());
    for (int redirects = 0; ; redirects++) {
      Answer answer = exchange(call, address, giveUp, patience);
      URI next = Redirects.next(call, address, answer);
      if (next == null || redirects == MOST_REDIRECTS) {
        return answer;
      }
      address = next;
    }
  }

  /** An open client would hold the end of the process up until its selector thread gives in. */
  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }

  private Answer exchange(Call call, URI address, long giveUp, Duration patience) {
    HttpRequest request = request(call, address);
    log.request(call, request);
    long start = System.nanoTime();
    HttpResponse<byte[]> response = await(request, giveUp, patience);
    try {
      Answer answer =
          new Answer(
              call.method() + " " + address,
              response.statusCode(),
              response.headers(),
              LimitedBody.unpacked(response.body(), response.headers()));
      log.answer(answer, System.nanoTime() - start);
      return answer;
    } catch (IOException damaged) {
      throw failures.unreadable(damaged);
    }
  }

  /** Waits for the answer; a host of several addresses is tried at each of them. */
  private HttpResponse<byte[]> await(HttpRequest request, long giveUp, Duration patience) {
    URI proxy = options.proxies().to(request.uri());
    AddressBook addresses = new AddressBook((proxy == null ? request.uri() : proxy).getHost());
    waiting = Thread.currentThread();
    while (true) {
      CompletableFuture<HttpResponse<byte[]>> future =
          client().sendAsync(request, LimitedBody.handler());
      // While the request is under way.
      Json.prepareToRead();
      try {
        return future.get(Math.max(0, giveUp - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        future.cancel(true);
        throw failures.timedOut(late, patience);
      } catch (InterruptedException interrupted) {
        future.cancel(true);
        Thread.currentThread().interrupt();
        throw new RuntimeApiException.TimedOut(
            "interrupted while waiting for " + options.server(), Details.causedBy(interrupted));
      } catch (ExecutionException failure) {
        if (!isNoConnection(failure.getCause()) || !addresses.tryAnother()) {
          throw failures.translate(failure.getCause(), patience);
        }
      }
    }
  }

  /**
   * Runs the client's tasks where they come up: a pool would be idle but for one call at a time.
   * The first looks the host up, for minutes where a name server is silent, so the thread that is
   * to give up in time hands it to another.
   */
  private void execute(Runnable task) {
    if (Thread.currentThread() == waiting) {
      Thread.ofPlatform().name("request").daemon().start(task);
    } else {
      task.run();
    }
  }

  private static boolean isNoConnection(@Nullable Throwable failure) {
    return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
  }

  /** Leaves a host of several addresses the time to be reached at another one. */
  private static Duration connectPatience(Duration timeout) {
    // Duration divides with BigDecimal, which takes a sixth of a start.
    return Duration.ofNanos(timeout.toNanos() / 2 + 1_000_000);
  }

  private synchronized HttpClient client() {
    HttpClient open = client;
    if (open == null) {
      boolean tls = "https".equalsIgnoreCase(options.server().base().getScheme());
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .connectTimeout(connectPatience(options.timeout()))
              .executor(this::execute)
              // Without TLS there is nothing to negotiate HTTP/2 with; an Upgrade header confuses
              // proxies.
              .version(tls ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
              .sslContext(
                  tls
                      ? TlsContext.of(options.tls())
                      : new DeferredSslContext(() -> TlsContext.of(options.tls())));
      options.proxies().apply(builder);
      open = builder.build();
      client = open;
    }
    return open;
  }

  private HttpRequest request(Call call, URI address) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(address);
    boolean sameOrigin = Redirects.sameOrigin(address, options.server().base());
    headers.forEach(
        call,
        (name, value) -> {
          // Whoever a redirect leads to has no business with our secrets.
          if (sameOrigin || !headers.isPrivate(name)) {
            setHeader(builder, name, value);
          }
        });
    String authorization = options.proxies().authorization(address);
    if (authorization != null) {
      builder.setHeader("Proxy-Authorization", authorization);
    }
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
}
