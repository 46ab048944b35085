package io.noetl.runtime.endpoint.http;

import io.noetl.runtime.endpoint.route.StoredBody;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

/** Sends a stored body in portions, as fast as the client reads them. */
final class StoredBodySender extends IteratingNestedCallback {

  /** How many bytes are written at a time. */
  static final int PORTION = 64 * 1024;

  private final StoredBody body;
  private final Response response;
  private final long size;
  private final ByteBuffer portion = ByteBuffer.allocate(PORTION);
  private long sent;

  StoredBodySender(StoredBody body, Response response, Callback callback) {
    super(callback);
    this.body = body;
    this.response = response;
    this.size = body.size();
  }

  @Override
  protected Action process() throws Throwable {
    if (sent == size) {
      return Action.SUCCEEDED;
    }
    portion.clear();
    body.read(portion, sent);
    portion.flip();
    if (!portion.hasRemaining()) {
      throw new IllegalStateException("a stored list is shorter than its size");
    }
    sent += portion.remaining();
    response.write(sent == size, portion, this);
    return Action.SCHEDULED;
  }
}
