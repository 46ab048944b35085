package io.noetl.runtime.endpoint.limits;

import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** What one connection holds of a budget; it is closed when others need the memory. */
public final class ConnectionShare {

  private final Budget budget;
  private final EndPoint end;
  private final Consumer<EndPoint> onCut;

  /** Set by the thread that reads, and closed also by the one that closes the connection. */
  private volatile Budget.@Nullable Share share;

  /**
   * A connection that holds nothing.
   *
   * @param onCut is called before the connection is closed to free memory
   */
  public ConnectionShare(Budget budget, EndPoint end, Consumer<EndPoint> onCut) {
    this.budget = budget;
    this.end = end;
    this.onCut = onCut;
  }

  /** Sets how many bytes it holds; to be called by the thread that reads from the connection. */
  public void resize(long bytes) {
    Budget.Share begun = share;
    if (begun != null && bytes > 0) {
      begun.resize(bytes);
    } else if (begun != null) {
      release();
    } else if (bytes > 0) {
      share = budget.begin(end, bytes, this::close);
    }
    if (!end.isOpen()) {
      release();
    }
  }

  private void close() {
    onCut.accept(end);
    end.close();
  }

  /** Gives back what it holds. */
  public void release() {
    Budget.Share last = share;
    if (last != null) {
      last.close();
      share = null;
    }
  }
}
