package io.noetl.runtime.client;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** TLS and proxies: {@code java.net.http}, with HTTP/2 where the server offers it. */
final class HttpClientBackend implements HttpBackend {

  private static final String NO_PASSWORDS_TO = "jdk.http.auth.tunneling.disabledSchemes";

  static {
    // By default Java sends no proxy credentials for TLS tunnels; it reads this property once.
    if (System.getProperty(NO_PASSWORDS_TO) == null) {
      System.setProperty(NO_PASSWORDS_TO, "");
    }
  }

  private final ProxyRules proxies;
  private final HttpClient client;

  HttpClientBackend(ClientOptions options, Duration connectTimeout) {
    proxies = options.proxies();
    boolean tls = "https".equalsIgnoreCase(options.server().base().getScheme());
    client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            // Without TLS there is nothing to negotiate HTTP/2 with; an Upgrade header confuses
            // proxies.
            .version(tls ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .sslContext(
                tls
                    ? TlsContext.of(options.tls())
                    : new DeferredSslContext(() -> TlsContext.of(options.tls())))
            .proxy(new ProxyChoice(proxies))
            .build();
  }

  @Override
  public Future<HttpAnswer> send(WireRequest request) {
    // Cancelling the derived future cancels the exchange, too.
    return client
        .sendAsync(built(request), LimitedBody.handler())
        .handle((response, failure) -> answer(request, response, failure));
  }

  /** An open client would delay the end of the process until its selector thread stops. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private static HttpAnswer answer(
      WireRequest request, @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
    if (response == null) {
      Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
      throw new CompletionException(
          why instanceof HttpConnectTimeoutException ? new ConnectTimeoutException(why) : why);
    }
    // The body is null where a proxy refused the tunnel.
    byte[] body = response.body() == null ? new byte[0] : response.body();
    return new HttpAnswer(request.line(), response.statusCode(), response.headers().map(), body);
  }

  private HttpRequest built(WireRequest request) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(request.address());
    request.headers().forEach(builder::setHeader);
    String authorization = proxies.authorization(request.address());
    if (authorization != null) {
      builder.setHeader("Proxy-Authorization", authorization);
    }
    return builder
        .method(
            request.method(),
            request.body().length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(request.body()))
        .build();
  }

  /** Selects the proxy of a target. */
  private static final class ProxyChoice extends ProxySelector {
    private final ProxyRules rules;

    ProxyChoice(ProxyRules rules) {
      this.rules = rules;
    }

    @Override
    public List<Proxy> select(URI target) {
      URI proxy = rules.to(target);
      return List.of(
          proxy == null ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, ProxyRules.address(proxy)));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
      // The request reports it.
    }
  }
}
