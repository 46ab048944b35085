package io.noetl.runtime.client;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends single calls to one server, without retries, and falls back to its other addresses. */
final class HttpTransport implements AutoCloseable {

  private static final int MOST_REDIRECTS = 5;

  private final ClientOptions options;
  private final Headers headers;
  private final WireLog log;
  private final ConnectionFailures failures;
  private final @Nullable ApiRoot root;
  private @Nullable HttpBackend plain;
  private @Nullable HttpBackend proxied;
  private @Nullable OtherServer otherServer;

  HttpTransport(ClientOptions options, Headers headers) {
    this.options = options;
    this.headers = headers;
    this.log = new WireLog(options.trace(), headers);
    this.failures = new ConnectionFailures(options);
    this.root = options.server().hasPath() ? new ApiRoot() : null;
  }

  /**
   * Sends one call and waits for the whole answer, whatever its status.
   *
   * @param left the time until the deadline; the timeout of a request may be shorter
   * @throws RuntimeApiException.Unreachable when no answer came
   * @throws RuntimeApiException.TimedOut when it did not come in time
   */
  HttpAnswer send(Call call, Duration left) {
    Duration patience = left.compareTo(options.timeout()) < 0 ? left : options.timeout();
    long giveUp = System.nanoTime() + patience.toNanos();
    return root == null
        ? send(call, call.path(), giveUp, patience)
        : root.ask(call.path(), path -> send(call, path, giveUp, patience));
  }

  private HttpAnswer send(Call call, String path, long giveUp, Duration patience) {
    URI address = options.server().resolve(path);
    for (int redirects = 0; ; redirects++) {
      HttpAnswer answer = exchange(call, address, giveUp, patience);
      URI next = Redirects.next(call, address, answer);
      if (next == null || redirects == MOST_REDIRECTS) {
        return answer;
      }
      address = next;
    }
  }

  @Override
  public synchronized void close() {
    if (plain != null) {
      plain.close();
    }
    if (proxied != null) {
      proxied.close();
    }
  }

  private HttpAnswer exchange(Call call, URI address, long giveUp, Duration patience) {
    WireRequest request = request(call, address);
    log.request(call, request);
    long start = System.nanoTime();
    HttpAnswer packed = await(request, giveUp, patience);
    try {
      HttpAnswer answer =
          packed.withBody(AnswerBody.unpacked(packed.body(), packed.header("Content-Encoding")));
      log.answer(answer, System.nanoTime() - start);
      return answer;
    } catch (IOException damaged) {
      throw failures.unreadable(damaged);
    }
  }

  /** Waits for the answer; tries each address of a host in turn. */
  private HttpAnswer await(WireRequest request, long giveUp, Duration patience) {
    URI proxy = options.proxies().to(request.address());
    FailoverResolver.Attempts addresses =
        new FailoverResolver.Attempts((proxy == null ? request.address() : proxy).getHost());
    while (true) {
      Future<HttpAnswer> future = backend(request.address(), proxy).send(request);
      // While the request is in flight.
      Json.prepareToRead();
      try {
        HttpAnswer answer =
            future.get(Math.max(0, giveUp - System.nanoTime()), TimeUnit.NANOSECONDS);
        addresses.answered();
        return answer;
      } catch (TimeoutException late) {
        future.cancel(true);
        throw failures.timedOut(late, patience);
      } catch (CancellationException closed) {
        throw failures.translate(closed, patience);
      } catch (InterruptedException interrupted) {
        future.cancel(true);
        Thread.currentThread().interrupt();
        throw new RuntimeApiException.TimedOut(
            "interrupted while waiting for " + options.server(), Details.causedBy(interrupted));
      } catch (ExecutionException failure) {
        if (!(failure.getCause() instanceof ConnectException) || !addresses.tryAnother()) {
          throw explained(failures.translate(failure.getCause(), patience));
        }
      }
    }
  }

  private synchronized RuntimeApiException explained(RuntimeApiException failure) {
    if (otherServer == null && options.otherServer() != null) {
      otherServer = OtherServer.of(options);
    }
    return otherServer == null ? failure : otherServer.explain(failure);
  }

  /** The backend for an address: the one that starts faster supports neither TLS nor proxies. */
  private synchronized HttpBackend backend(URI address, @Nullable URI proxy) {
    if (proxy == null && "http".equalsIgnoreCase(address.getScheme())) {
      HttpBackend backend = plain;
      if (backend == null) {
        backend = new UrlConnectionBackend(options.timeout(), connectTimeout());
        plain = backend;
      }
      return backend;
    }
    HttpBackend backend = proxied;
    if (backend == null) {
      backend = new HttpClientBackend(options, connectTimeout());
      proxied = backend;
    }
    return backend;
  }

  /** Half of the timeout, which leaves time to try another address of the host. */
  private Duration connectTimeout() {
    // Duration divides with BigDecimal, whose first use computes large powers.
    return Duration.ofNanos(options.timeout().toNanos() / 2 + 1_000_000);
  }

  private WireRequest request(Call call, URI address) {
    Map<String, String> sent = new LinkedHashMap<>();
    boolean sameOrigin = Redirects.sameOrigin(address, options.server().base());
    headers.forEach(
        call,
        (name, value) -> {
          // A redirect to another origin must not receive credentials.
          if (sameOrigin || !headers.isPrivate(name)) {
            Headers.check(name, value);
            sent.put(name, value);
          }
        });
    byte[] body = call.text().getBytes(StandardCharsets.UTF_8);
    return new WireRequest(call.method(), address, sent, body);
  }
}
