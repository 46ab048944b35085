package io.noetl.runtime.endpoint.route;

import io.noetl.runtime.endpoint.limits.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, read to its end.
 *
 * @param method in capitals
 * @param path the variable parts of the path, decoded
 * @param query the parameters in their order, decoded
 * @param contentType as it came; null where there is none
 * @param body its bytes
 * @param caller who waits for the answer
 * @param accept the media types that it asks for; null where it names none, or has a body
 * @param takesGzip whether its answer may be compressed; asked for lists only
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

  /** The same with nothing of its body. */
  public Call withoutBody() {
    return body.length == 0
        ? this
        : new Call(method, path, query, contentType, NOTHING, caller, accept, takesGzip);
  }

  /** The last value of a parameter, as the real server takes it; null where there is none. */
  public @Nullable String parameter(String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.getLast();
  }
}
