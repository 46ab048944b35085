package io.noetl.runtime.client;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.net.URI;
import java.util.Map;

/** A server's URL is read or refused, and an address that was read is the same when read again. */
public final class ServerAddressFuzz {

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    ServerAddress address;
    try {
      address = Fuzzing.bounded(input, () -> ServerAddress.of(text));
    } catch (InvalidRequest refused) {
      return;
    }
    // One trailing /api is the API's; a second one is a proxy's path.
    Fuzzing.holds(
        address.toString().endsWith("/api") || address.equals(ServerAddress.of(address.toString())),
        "another when read again: " + address);
    Fuzzing.holds(address.base().getRawUserInfo() == null, "credentials: " + address);
    Fuzzing.holds(!address.place().isEmpty(), "no place");
    URI path = address.resolve("/api/worker/pools");
    Fuzzing.same(address.base().getHost(), path.getHost());
    Fuzzing.same(address.base().getPort(), path.getPort());
    Fuzzing.holds(path.getRawQuery() == null, "a query: " + path);
    proxied(text, path);
  }

  /** Lists of hosts without a proxy are read at each call. */
  private static void proxied(String text, URI target) {
    try {
      ProxyRules.from(Map.of("no_proxy", text, "http_proxy", "http://proxy:3128"));
      NoProxyEntry.matches(text, target);
    } catch (InvalidRequest refused) {
      // The one way to refuse it.
    }
  }
}
