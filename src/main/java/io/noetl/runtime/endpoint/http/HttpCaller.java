package io.noetl.runtime.endpoint.http;

import io.noetl.runtime.endpoint.auth.Token;
import io.noetl.runtime.endpoint.limits.Caller;
import io.noetl.runtime.endpoint.limits.Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/** The client of a request that was read completely. */
final class HttpCaller implements Caller {

  private final ConnectionMetaData connection;
  private final @Nullable Token token;

  /** Whether the request is being answered, or the client has closed the connection. */
  private boolean isOver;

  /** Whether it has sent more bytes, which hide the end of the stream. */
  private boolean hasSentMore;

  /** The client of a request. */
  HttpCaller(Request request, @Nullable Token token) {
    this.connection = request.getConnectionMetaData();
    this.token = token;
  }

  @Override
  public List<Account> accounts() {
    List<Account> accounts = new ArrayList<>();
    if (token != null) {
      accounts.add(new Account("token", ByteBuffer.wrap(token.digest())));
    }
    accounts.add(new Account("address", Peer.of(connection.getRemoteSocketAddress())));
    return accounts;
  }

  /** From now on the answer is written, and this class must not read from the connection. */
  synchronized void isAnswered() {
    isOver = true;
  }

  /**
   * Reads one byte without blocking. Jetty itself reads again only after the answer; a byte of the
   * next request is returned to it.
   */
  @Override
  public synchronized boolean isGone() {
    if (isOver
        || hasSentMore
        || !(connection.getConnection() instanceof HttpConnection http)
        || !http.isRequestBufferEmpty()) {
      return isOver;
    }
    EndPoint end = http.getEndPoint();
    ByteBuffer one = BufferUtil.allocate(1);
    try {
      int read = end.fill(one);
      if (read > 0) {
        hasSentMore = true;
        http.onUpgradeTo(one);
      }
      isOver = read < 0;
    } catch (IOException broken) {
      isOver = true;
    }
    return isOver;
  }
}
