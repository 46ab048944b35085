package io.noetl.runtime.endpoint.route;

import io.noetl.runtime.endpoint.limits.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request with its whole body.
 *
 * @param method in upper case
 * @param path the variable parts of the path, decoded
 * @param query the parameters in their order, decoded
 * @param contentType the header Content-Type; null when it is missing
 * @param body the bytes of the body
 * @param caller the client that waits for the answer
 * @param accept the header Accept; null when it is missing, or for requests with a body
 * @param takesGzip whether the answer may be compressed; only set for lists
 */
public record Call(
    String method,
    List<String> path,
    Map<String, List<String>> query,
    @Nullable String contentType,
    byte[] body,
    Caller caller,
    @Nullable String accept,
    boolean takesGzip) {

  private static final byte[] NOTHING = new byte[0];

  /** The same without its body. */
  public Call withoutBody() {
    return body.length == 0
        ? this
        : new Call(method, path, query, contentType, NOTHING, caller, accept, takesGzip);
  }

  /** The last value of a parameter, as the Python server takes it; null when it is missing. */
  public @Nullable String parameter(String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.getLast();
  }
}
