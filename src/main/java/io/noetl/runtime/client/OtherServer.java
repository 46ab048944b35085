package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The alternative address to check when no server listens at the default one. The check sends no
 * credentials, and a long-running process repeats it every five minutes at most.
 */
final class OtherServer {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final long ASK_AGAIN = Duration.ofMinutes(5).toNanos();

  private final ClientOptions options;
  private final ServerAddress address;
  private @Nullable String found;
  private boolean answers;
  private long asked;

  private OtherServer(ClientOptions options, ServerAddress address) {
    this.options = options;
    this.address = address;
  }

  /** The alternative for the server of these options; null for none. */
  static @Nullable OtherServer of(ClientOptions options) {
    ServerAddress address = options.otherServer();
    boolean isDirect = options.proxies().to(options.server().base()) == null;
    return address != null && isDirect ? new OtherServer(options, address) : null;
  }

  /** Adds the result of the check to a refused connection; other failures stay as they are. */
  synchronized RuntimeApiException explain(RuntimeApiException failure) {
    if (!(failure instanceof Unreachable)
        || !(failure.getCause() instanceof ConnectException refused)
        || refused instanceof ConnectTimeoutException) {
      return failure;
    }
    long now = System.nanoTime();
    if (found == null || now - asked > ASK_AGAIN) {
      found = look();
      asked = now;
    }
    String message = failure.getMessage() + ", " + found;
    RuntimeApiException.Details details = RuntimeApiException.Details.causedBy(refused);
    return answers
        ? new Unreachable(
            message,
            details.withHint("name it with --server " + address + " or NOETL_SERVER_URL"),
            address.toString())
        : new Unreachable(message, details);
  }

  private String look() {
    ClientOptions plain =
        new ClientOptions(
            address,
            options.timeout().compareTo(PATIENCE) < 0 ? options.timeout() : PATIENCE,
            null,
            Map.of(),
            options.userAgent(),
            options.trace());
    try (HttpTransport transport =
        new HttpTransport(plain, new Headers(plain.userAgent(), null, Map.of()))) {
      HttpAnswer answer = transport.send(Routes.EMPTY_LIST, plain.timeout());
      boolean wantsToken = answer.status() == 401 || answer.status() == 403;
      answers = wantsToken || (answer.succeeded() && isList(answer.json()));
      if (wantsToken) {
        return "but a server that requires a token answers at " + address;
      }
    } catch (RuntimeApiException nobody) {
      answers = false;
    }
    return answers
        ? "but a NoETL server answers at " + address
        : "and no NoETL server answers at " + address;
  }

  /** The Rust server sends a bare array, the Python server an object with the array. */
  private static boolean isList(@Nullable JsonNode json) {
    return json != null && (json.isArray() || json.path("items").isArray());
  }
}
