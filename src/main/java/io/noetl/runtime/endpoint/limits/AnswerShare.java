package io.noetl.runtime.endpoint.limits;

import java.util.function.Consumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Counts an answer against a budget for as long as its client has not taken all of it. */
public final class AnswerShare extends Callback.Nested {

  /** What an unfinished answer takes beside its body: the request, and buffers of Jetty. */
  private static final int BASE = 12 * 1024;

  /** A longer body is held in memory one portion at a time. */
  private static final int LONGEST_COUNTED = 64 * 1024;

  private Budget.@Nullable Share share;
  private boolean done;

  /** Nests a callback that completes when the answer is sent, or fails. */
  public AnswerShare(Callback sent) {
    super(sent);
  }

  /**
   * To be called when the writing has begun; it may have ended already.
   *
   * @param bytes how many bytes of the body are in memory
   * @param onCut is called when the connection is closed to free memory
   */
  public void begun(Budget answers, EndPoint client, long bytes, Consumer<EndPoint> onCut) {
    synchronized (this) {
      if (done) {
        return;
      }
    }
    Budget.Share begun =
        answers.begin(
            client,
            BASE + Math.min(bytes, LONGEST_COUNTED),
            () -> {
              onCut.accept(client);
              client.close();
            });
    synchronized (this) {
      if (!done) {
        share = begun;
        return;
      }
    }
    begun.close();
  }

  /** Ends before the request does, because the next request may begin then. */
  private void end() {
    Budget.Share last;
    synchronized (this) {
      done = true;
      last = share;
      share = null;
    }
    if (last != null) {
      last.close();
    }
  }

  @Override
  public void succeeded() {
    end();
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    end();
    super.failed(failure);
  }
}
