package io.noetl.runtime.client;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server.
 *
 * @param server where it is
 * @param timeout how long one request may take, from the first byte to the last
 * @param retries when a request is tried again
 * @param token the bearer token; null where the server wants none
 * @param headers extra headers of every request
 * @param tls whom to trust, and who we are
 * @param proxies which proxy leads there, if any
 * @param userAgent what this program calls itself
 * @param trace takes a line for each request and answer, secrets masked
 * @param notes takes a sentence that whoever uses the registry has to know
 * @param tokenVariable the environment variable that holds the token in a command line for curl
 * @param otherServer where a server may be when nobody listens at {@code server}; null where the
 *     user chose it
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

  /** What takes the lines where nobody wants them, so that they need not be written. */
  public static final Consumer<String> UNTRACED = line -> {};

  /** A client for whom nobody listens, and that looks nowhere else. */
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

  /** A client that tries once, trusts whom Java trusts and goes straight to the server. */
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
