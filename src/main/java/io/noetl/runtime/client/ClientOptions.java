package io.noetl.runtime.client;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection settings of a server.
 *
 * @param server its address
 * @param timeout the time limit of one request
 * @param retries the retry policy
 * @param token the bearer token; null for none
 * @param headers extra headers of every request
 * @param tls the trusted certificates and the client certificate
 * @param proxies the proxies to use
 * @param userAgent the User-Agent header
 * @param trace receives the requests and answers line by line, secrets masked
 * @param notes receives notices for the user
 * @param tokenVariable the environment variable of the token in a printed curl command
 * @param otherServer the address to check when no server listens at {@code server}; null where the
 *     user chose the server
 */
public record ClientOptions(
    ServerAddress server,
    Duration timeout,
    Retries retries,
    @Nullable String token,
    Map<String, String> headers,
    TlsOptions tls,
    ProxyRules proxies,
    String userAgent,
    Consumer<String> trace,
    Consumer<String> notes,
    String tokenVariable,
    @Nullable ServerAddress otherServer) {

  /** Discards the trace; callers skip formatting for it. */
  public static final Consumer<String> UNTRACED = line -> {};

  /** A client without notices and without an alternative server. */
  public ClientOptions(
      ServerAddress server,
      Duration timeout,
      Retries retries,
      @Nullable String token,
      Map<String, String> headers,
      TlsOptions tls,
      ProxyRules proxies,
      String userAgent,
      Consumer<String> trace) {
    this(
        server,
        timeout,
        retries,
        token,
        headers,
        tls,
        proxies,
        userAgent,
        trace,
        sentence -> {},
        "NOETL_API_TOKEN",
        null);
  }

  /** A client without retries and proxies that trusts Java's default certificates. */
  public ClientOptions(
      ServerAddress server,
      Duration timeout,
      @Nullable String token,
      Map<String, String> headers,
      String userAgent,
      Consumer<String> trace) {
    this(
        server,
        timeout,
        Retries.NONE,
        token,
        headers,
        TlsOptions.DEFAULT,
        ProxyRules.NONE,
        userAgent,
        trace);
  }
}
