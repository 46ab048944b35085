package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.tls.HandshakeEnd;
import io.noetl.runtime.tls.ShownCertificates;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Translates the failures of connections into the errors of the port. */
final class ConnectionFailures {

  private static final String ABOUT_BROKEN = "try again, or use -v to see the response";

  private final ServerAddress server;
  private final Duration timeout;
  private final @Nullable URI proxy;

  ConnectionFailures(ClientOptions options) {
    this.server = options.server();
    this.timeout = options.timeout();
    this.proxy = options.proxies().to(server.base());
  }

  RuntimeApiException translate(@Nullable Throwable failure, Duration patience) {
    Details details = new Details(null, null, null, failure);
    return switch (failure) {
      case SocketTimeoutException late -> timedOut(late, patience);
      case ConnectTimeoutException silent -> unreachable(silent.getMessage(), details);
      case AnswerBody.TooLargeException large ->
          new RuntimeApiException.UnintelligibleAnswer(server + ": " + large.getMessage(), details);
      case IOException unknown when isUnknownHost(unknown) ->
          unreachable("the host name " + firstHop().getHost() + " is unknown", details);
      case ConnectException refused ->
          unreachable(
              proxy == null
                  ? refusal(refused)
                  : "the proxy "
                      + ProxyRules.address(proxy).getHostString()
                      + ":"
                      + ProxyRules.address(proxy).getPort()
                      + " refused the connection",
              proxy == null
                  ? details
                  : details.withHint(
                      "start the proxy, or correct HTTP_PROXY, HTTPS_PROXY, NO_PROXY"));
      case SSLException tls -> ofTls(tls, details);
      case IOException broken when broken.getMessage() != null ->
          unreachable(
              "the connection was lost: " + broken.getMessage(), details.withHint(ABOUT_BROKEN));
      case null, default -> unreachable("the connection was lost", details.withHint(ABOUT_BROKEN));
    };
  }

  /** The error of an answer that cannot be decoded. */
  RuntimeApiException unreadable(IOException damaged) {
    if (damaged instanceof AnswerBody.TooLargeException) {
      return translate(damaged, Duration.ZERO);
    }
    return new RuntimeApiException.UnintelligibleAnswer(
        server + ": cannot read the answer: " + damaged.getMessage(), Details.causedBy(damaged));
  }

  RuntimeApiException timedOut(Throwable cause, Duration patience) {
    return patience.compareTo(timeout) < 0
        ? new RuntimeApiException.TimedOut(
            server + " did not answer before the deadline",
            Details.causedBy(cause).withHint("try again, or wait longer with --deadline"))
        : new RuntimeApiException.TimedOut(
            server + " did not answer within " + patience.toMillis() + " ms",
            Details.causedBy(cause));
  }

  private RuntimeApiException unreachable(@Nullable String why, Details details) {
    return new RuntimeApiException.Unreachable("cannot reach " + server + ": " + why, details);
  }

  /** A connection is refused by the host, or by a network without a route to it. */
  private static @Nullable String refusal(ConnectException refused) {
    return refused.getCause() instanceof SocketException network
        ? network.getMessage()
        : "connection refused";
  }

  private RuntimeApiException ofTls(SSLException failure, Details details) {
    Details advised = details.withHint("check --cacert, --cert and the address");
    String why = "TLS failed: " + ShownCertificates.reason(failure);
    return HandshakeEnd.isCut(failure)
        ? unreachable(why, advised)
        : new RuntimeApiException.Untrusted("cannot reach " + server + ": " + why, advised);
  }

  private URI firstHop() {
    return proxy == null ? server.base() : proxy;
  }

  private static boolean isUnknownHost(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }
}
