package io.noetl.runtime.endpoint.limits;

import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP connections that limit the fields of a request's head, and count unfinished heads
 * against a budget.
 */
public final class HeadLimits extends HttpConnectionFactory {

  /**
   * Each field takes several objects, however short it is: thousands would take far more than their
   * bytes.
   */
  static final int MOST_FIELDS = 128;

  /** What a connection with an unfinished head takes beyond an idle one, in bytes. */
  private static final int BASE = 4096;

  private final Budget heads;
  private final Consumer<EndPoint> onCut;

  /**
   * Makes connections.
   *
   * @param heads the budget of all unfinished heads
   * @param onCut is called with each connection that is closed to free memory
   */
  public HeadLimits(HttpConfiguration configuration, Budget heads, Consumer<EndPoint> onCut) {
    super(configuration);
    this.heads = heads;
    this.onCut = onCut;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint end) {
    HttpConnection connection = new Counted(getHttpConfiguration(), connector, end);
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, end);
  }

  private final class Counted extends HttpConnection {

    private final ConnectionShare share;

    private Counted(HttpConfiguration configuration, Connector connector, EndPoint end) {
      super(configuration, connector, end);
      this.share = new ConnectionShare(heads, end, onCut);
    }

    /** Called when all received bytes are read, before any other thread may read. */
    @Override
    public void fillInterested(Callback callback) {
      HttpParser parser = getParser();
      if (parser.inHeaderState() && !parser.isStart()) {
        // Twice the length, because the buffer of the text doubles when it is full.
        share.resize(BASE + 2L * parser.getHeaderLength());
      }
      super.fillInterested(callback);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
      share.release();
      super.onClose(cause);
    }

    @Override
    protected RequestHandler newRequestHandler() {
      return new Fields();
    }

    /** Counts the fields that the parser finds. */
    private final class Fields extends RequestHandler {

      private int fields;

      @Override
      public void startRequest(String method, String uri, HttpVersion version) {
        fields = 0;
        super.startRequest(method, uri, version);
      }

      @Override
      public void parsedHeader(HttpField field) {
        count();
        super.parsedHeader(field);
      }

      @Override
      public void parsedTrailer(HttpField field) {
        count();
        super.parsedTrailer(field);
      }

      private void count() {
        fields++;
        if (fields > MOST_FIELDS) {
          throw new HttpException.RuntimeException(
              HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "Too many fields");
        }
      }

      @Override
      public boolean headerComplete() {
        share.release();
        return super.headerComplete();
      }

      @Override
      public void badMessage(HttpException failure) {
        share.release();
        super.badMessage(failure);
      }
    }
  }
}
